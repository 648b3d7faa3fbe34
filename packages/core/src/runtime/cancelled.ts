import { VenomError } from '../errors/venom-error.js'

/** The error of a call whose signal aborted. */
export function cancelled(signal: AbortSignal): VenomError {
  return new VenomError('runtime.cancelled', 'The call was cancelled.', { cause: signal.reason })
}

/** Ends a call that was given up. @throws {VenomError} `runtime.cancelled` when the signal aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled(signal)
}

/** Waits for something that others wait for too. @throws {VenomError} `runtime.cancelled` once `signal` aborts. */
export function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled(signal))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
