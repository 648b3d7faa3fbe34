import { type ChatOptions, VenomError } from '@venom/core'

import type { Step } from './generate.js'
import { createInterrupt, type Interrupt } from './interrupt.js'
import type { Seat } from './seats.js'

/** An answer that runs: `end` gives it up and resolves when its sequence is free. */
export interface RunningAnswer {
  end(reason: VenomError): Promise<void>
}

/** What one answer holds while it runs, and how all of it is given back. */
export interface Run {
  readonly interrupt: Interrupt
  readonly hasLeft: boolean
  seat: Seat | null
  steps: AsyncGenerator<Step, undefined, undefined> | null
  begin(): void
  leave(): void
  /** Gives seat and sequence back, after the step of native code that may still run. */
  free(): Promise<void>
}

/** Prepares an answer that did not begin: it holds nothing. `running` gets it when it begins and loses it when it is free. */
export function createRun(running: Set<RunningAnswer>, options: ChatOptions): Run {
  let freeing: Promise<void> | null = null
  let hasBegun = false
  let hasLeft = false
  const interrupt = createInterrupt(() => {
    const firedAt = performance.now()
    const wasCancelled = interrupt.reason?.code === 'runtime.cancelled'
    void run.free().then(() => {
      if (!wasCancelled) return
      options.onCancelled?.({ confirmed: true, by: 'in-process', after_ms: Math.round(performance.now() - firedAt) })
    })
  })
  const entry: RunningAnswer = {
    end(reason) {
      interrupt.fire(reason)
      return run.free()
    },
  }
  const onAbort = (): void => interrupt.fire(cancelled(options.signal?.reason))

  async function giveBack(): Promise<void> {
    options.signal?.removeEventListener('abort', onAbort)
    try {
      await run.steps?.return(undefined)
    } finally {
      run.seat?.leave()
      running.delete(entry)
    }
  }

  const run: Run = {
    interrupt,
    get hasLeft() {
      return hasLeft
    },
    seat: null,
    steps: null,
    begin() {
      hasBegun = true
      running.add(entry)
      options.signal?.addEventListener('abort', onAbort, { once: true })
      if (options.signal?.aborted === true) onAbort()
    },
    leave() {
      hasLeft = true
      if (hasBegun) interrupt.fire(cancelled(undefined))
    },
    free() {
      freeing ??= giveBack()
      return freeing
    },
  }
  return run
}

function cancelled(cause: unknown): VenomError {
  return new VenomError('runtime.cancelled', 'The answer was cancelled.', { cause })
}
