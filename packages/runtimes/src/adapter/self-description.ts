/** A server's description of itself, asked for once and kept. */
export interface SelfDescription<T> {
  /** What is known, or what the server says when asked now. Later calls return at once and renew it in the background. */
  get(signal?: AbortSignal): Promise<T>
  /** What the server says now. */
  fresh(signal?: AbortSignal): Promise<T>
  /** The server may have changed: the next `get` asks it. */
  forget(): void
}

/** How long a description is used without asking again, in milliseconds. */
const freshForMs = 30_000

/**
 * Keeps what `load` learns. Concurrent callers share one question; one caller's abort does not end it for the others.
 * `load` is given no signal of a caller and has to end by its own timeout.
 */
export function keepDescription<T>(load: () => Promise<T>): SelfDescription<T> {
  let known: { readonly value: T; readonly at: number } | null = null
  let asking: Promise<T> | null = null

  function ask(): Promise<T> {
    asking ??= load()
      .then((value) => {
        known = { value, at: performance.now() }
        return value
      })
      .finally(() => {
        asking = null
      })
    return asking
  }

  return {
    async get(signal) {
      if (known === null) return raceAbort(ask(), signal)
      if (performance.now() - known.at > freshForMs) ask().catch(() => undefined)
      return known.value
    },
    fresh: (signal) => raceAbort(ask(), signal),
    forget() {
      known = null
    },
  }
}

/** Ends the waiting when the signal aborts; the promise itself goes on. */
function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise
  if (signal.aborted) {
    promise.catch(() => undefined)
    return Promise.reject(signal.reason)
  }
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
