import { untilAborted } from '@venom/core'

/** A server's description of itself, asked for once and kept. */
export interface SelfDescription<T> {
  /** What is known without asking. What is older than 30 s is used and renewed in the background; what is older than 5 min is not used. */
  known(): T | undefined
  /** What the server says now. @throws {VenomError} `runtime.cancelled` once `signal` aborts, and what `load` throws. */
  fresh(signal?: AbortSignal): Promise<T>
  /** The server may have changed: nothing is known of it, also where a question from before is answered. */
  forget(): void
}

/** How long a description is used without asking again, in milliseconds. */
const freshForMs = 30_000
/** How long it is used at all. */
const usableForMs = 300_000

/**
 * Keeps what `load` learns. Concurrent callers share one question; one caller's abort does not end it for the others.
 * `load` is given no signal of a caller and has to end by its own timeout.
 */
export function keepDescription<T>(load: () => Promise<T>): SelfDescription<T> {
  let known: { readonly value: T; readonly at: number } | null = null
  let asking: Promise<T> | null = null

  function ask(): Promise<T> {
    if (asking !== null) return asking
    const question: Promise<T> = load()
      .then((value) => {
        if (asking === question) known = { value, at: performance.now() }
        return value
      })
      .finally(() => {
        if (asking === question) asking = null
      })
    asking = question
    return question
  }

  function recall(): T | undefined {
    const age = known === null ? Infinity : performance.now() - known.at
    if (known === null || age > usableForMs) return undefined
    if (age > freshForMs) ask().catch(() => undefined)
    return known.value
  }

  return {
    known: recall,
    fresh: (signal) => untilAborted(ask(), signal),
    forget() {
      known = null
      asking = null
    },
  }
}
