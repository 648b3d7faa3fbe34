import { type ChatEvent, type ChatOptions, VenomError } from '@venom/core'

import { createSink, type RecordingSink } from '../adapter/answer-sink.js'
import { type PhaseTimers, startTimers, toLimits } from '../adapter/timeouts.js'
import type { Interrupt } from './interrupt.js'

/** Where an answer writes its events, and the clocks that watch over it. */
export interface Output {
  readonly sink: RecordingSink
  readonly timers: PhaseTimers
  /** Gives out what was written since. While the reader holds an event, the idle clock stands. */
  flush(): Generator<ChatEvent, void, undefined>
}

/** Starts the clocks of an answer. */
export function createOutput(interrupt: Interrupt, options: ChatOptions): Output {
  const written: ChatEvent[] = []
  const timers = startTimers(toLimits(options.timeouts), (phase, limitMs) => interrupt.fire(tooLong(phase, limitMs)))
  const sink = createSink({ emit: (event) => written.push(event), onFirstToken: timers.onFirstToken, onComplete() {} })
  // Nothing is sent or connected here, and the first sign of life is the first token.
  timers.onSent()
  timers.onConnected()
  timers.onFirstByte()

  return {
    sink,
    timers,
    *flush() {
      for (let event = written.shift(); event !== undefined; event = written.shift()) {
        interrupt.check()
        timers.pause()
        yield event
        timers.resume()
      }
    },
  }
}

/** Milliseconds since a `performance.now()`, to the microsecond. */
export function elapsedSince(start: number): number {
  return Math.round((performance.now() - start) * 1_000) / 1_000
}

function tooLong(phase: string, limitMs: number): VenomError {
  const message = `The embedded model took longer than ${limitMs} ms (${phase}). Raise this timeout, or use a smaller model.`
  return new VenomError('runtime.timeout', message, { details: { phase, limit_ms: limitMs } })
}
