import { type ChatTimeouts, VenomError } from '@venom/core'

/** The five phases that have a limit. */
export type TimedPhase = 'connect' | 'first_byte' | 'first_token' | 'idle' | 'total'

/** The clocks of one answer. */
export interface PhaseTimers {
  /** The request is sent: from here all count but that of the whole. */
  onSent(): void
  onConnecting(): void
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

/** The limits of an answer: those given, the defaults for the rest. @throws {VenomError} `request.invalid` when one is no number. */
export function toLimits(given: Partial<ChatTimeouts> | undefined): ChatTimeouts {
  if (given === undefined) return defaults
  const said = Object.entries(given).filter(([, limitMs]) => limitMs !== undefined)
  const wrong = said.find(([, limitMs]) => Number.isNaN(limitMs))
  if (wrong === undefined) return { ...defaults, ...Object.fromEntries(said) }
  throw new VenomError('request.invalid', `The timeout ${wrong[0]} is no number. Give milliseconds, or Infinity.`)
}

/** Starts the clock of the whole; the others follow when the request is sent. `onTimeout` is called at most once. */
export function startTimers(
  limits: ChatTimeouts,
  onTimeout: (phase: TimedPhase, limitMs: number) => void,
): PhaseTimers {
  const timers = new Map<TimedPhase, NodeJS.Timeout>()
  let lastLife = 0
  let hasBytes = false
  let isPaused = false

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
        // Before the first byte there is no silence: a long prefill says nothing.
        const isQuiet = isPaused || !hasBytes
        const rest = isQuiet ? limits.idleMs : lastLife + limits.idleMs - performance.now()
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
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
  }

  start('total', limits.totalMs)

  return {
    onSent() {
      start('first_byte', limits.firstByteMs)
      start('first_token', limits.firstTokenMs)
      watchIdle(limits.idleMs)
    },
    onConnecting: () => start('connect', limits.connectMs),
    onConnected: () => clear('connect'),
    onFirstByte() {
      clear('first_byte')
      hasBytes = true
      lastLife = performance.now()
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
