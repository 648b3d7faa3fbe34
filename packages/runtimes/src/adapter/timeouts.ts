import { type ChatTimeouts, VenomError } from '@venom/core'

/** The five phases that have a limit. */
export type TimedPhase = 'connect' | 'first_byte' | 'first_token' | 'idle' | 'total'

/** The clocks of one answer. */
export interface PhaseTimers {
  onConnected(): void
  onFirstByte(): void
  onFirstToken(): void
  /** A sign of life: bytes, comments, progress. */
  onLife(): void
  /** We stopped reading because our reader is slow: silence is no fault now. */
  pause(): void
  resume(): void
  stop(): void
}

const defaults: ChatTimeouts = {
  connectMs: 5_000,
  firstByteMs: Infinity,
  firstTokenMs: Infinity,
  idleMs: 600_000,
  totalMs: Infinity,
}

/** Longest delay that Node's timers take; a longer one would fire at once. */
const maxDelayMs = 2 ** 31 - 1

/** @throws {VenomError} `request.invalid` when a limit is no number. */
function withDefaults(given: Partial<ChatTimeouts> = {}): ChatTimeouts {
  const said = Object.entries(given).filter(([, limitMs]) => limitMs !== undefined)
  const wrong = said.find(([, limitMs]) => Number.isNaN(limitMs))
  if (wrong === undefined) return { ...defaults, ...Object.fromEntries(said) }
  throw new VenomError('request.invalid', `The timeout ${wrong[0]} is no number. Give milliseconds, or Infinity.`)
}

/** Starts the clocks at the moment of sending. `onTimeout` is called at most once. */
export function startTimers(
  given: Partial<ChatTimeouts> | undefined,
  onTimeout: (phase: TimedPhase, limitMs: number) => void,
): PhaseTimers {
  const limits = withDefaults(given)
  const timers = new Map<TimedPhase, NodeJS.Timeout>()
  let lastLife = performance.now()
  let isPaused = false
  let isStopped = false

  function start(phase: TimedPhase, limitMs: number): void {
    if (limitMs > maxDelayMs) return
    timers.set(
      phase,
      setTimeout(() => fire(phase, limitMs), limitMs),
    )
  }

  function fire(phase: TimedPhase, limitMs: number): void {
    stop()
    onTimeout(phase, limitMs)
  }

  // One timer that looks back, instead of one that is set anew at every chunk.
  function watchIdle(delayMs: number): void {
    if (limits.idleMs > maxDelayMs) return
    timers.set(
      'idle',
      setTimeout(() => {
        const rest = isPaused ? limits.idleMs : lastLife + limits.idleMs - performance.now()
        if (rest <= 0) fire('idle', limits.idleMs)
        else watchIdle(rest)
      }, delayMs),
    )
  }

  function clear(phase: TimedPhase): void {
    clearTimeout(timers.get(phase))
    timers.delete(phase)
  }

  function stop(): void {
    isStopped = true
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
  }

  start('connect', limits.connectMs)
  start('first_byte', limits.firstByteMs)
  start('first_token', limits.firstTokenMs)
  start('total', limits.totalMs)

  return {
    onConnected: () => clear('connect'),
    onFirstByte() {
      clear('first_byte')
      if (timers.has('idle') || isStopped) return
      lastLife = performance.now()
      watchIdle(limits.idleMs)
    },
    onFirstToken: () => clear('first_token'),
    onLife() {
      lastLife = performance.now()
    },
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      lastLife = performance.now()
    },
    stop,
  }
}
