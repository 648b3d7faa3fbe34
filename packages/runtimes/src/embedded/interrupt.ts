import type { VenomError } from '@venom/core'

/** Ends the waiting of one answer from outside. */
export interface Interrupt {
  /** Why it was ended; null while it goes on. */
  readonly reason: VenomError | null
  /** Throws the reason, if there is one. */
  check(): void
  /** Starts some work and waits for it; an interrupt ends the waiting at once, while the work itself goes on. */
  wait<T>(work: () => Promise<T>): Promise<T>
  /** Ends the answer. Only the first call counts, and none after `end`. */
  fire(reason: VenomError): void
  /** The answer ended by itself. */
  end(): void
}

/** Prepares the interrupt of one answer. `onFire` is called at most once. */
export function createInterrupt(onFire: () => void): Interrupt {
  let reason: VenomError | null = null
  let isEnded = false
  let rejectWaiting: ((reason: VenomError) => void) | null = null

  return {
    get reason() {
      return reason
    },
    check() {
      if (reason !== null) throw reason
    },
    wait(work) {
      if (reason !== null) return Promise.reject(reason)
      const working = work()
      return new Promise((resolve, reject) => {
        rejectWaiting = reject
        working.then(resolve, reject)
      })
    },
    fire(why) {
      if (reason !== null || isEnded) return
      reason = why
      rejectWaiting?.(why)
      onFire()
    },
    end() {
      isEnded = true
    },
  }
}
