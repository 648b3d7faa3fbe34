import type { CallOptions } from './call-options.js'
import { untilAborted } from './cancelled.js'

/** Answers that are kept for a short while, by key. */
export interface CallCache<T> {
  /**
   * The kept answer, or a new one by `call`. Callers that ask at once share one call; its signal aborts when the last of them
   * has left. An abort of one caller throws `runtime.cancelled` to that caller only. Failures are not kept.
   */
  get(key: string, call: (signal: AbortSignal) => Promise<T>, options?: CallOptions): Promise<T>
  /** Keeps an answer that was got in another way. */
  put(key: string, answer: T): void
}

/** How long and how many answers are kept. */
export interface CallCacheOptions<T> {
  readonly ttlMs: number
  /** Above this many keys the oldest answers go. */
  readonly limit: number
  /** Milliseconds of a clock that is never set back. */
  readonly now: () => number
  /** Which answers are worth keeping. Default: all. */
  readonly keep?: (answer: T) => boolean
}

interface Entry<T> {
  readonly answer: Promise<T>
  readonly leave: () => void
  waiting: number
  /** Infinity while the call runs. */
  expires: number
}

/** Makes an empty cache of calls to runtimes. */
export function createCallCache<T>({ ttlMs, limit, now, keep = () => true }: CallCacheOptions<T>): CallCache<T> {
  const entries = new Map<string, Entry<T>>()

  const add = (key: string, entry: Entry<T>): void => {
    entries.delete(key)
    entries.set(key, entry)
    for (const oldest of entries.keys()) {
      if (entries.size <= limit) return
      entries.delete(oldest)
    }
  }
  const drop = (key: string, entry: Entry<T>): void => {
    if (entries.get(key) === entry) entries.delete(key)
  }
  const start = (key: string, call: (signal: AbortSignal) => Promise<T>): Entry<T> => {
    const controller = new AbortController()
    const answer = call(controller.signal)
    const entry: Entry<T> = { answer, leave: () => controller.abort(), waiting: 0, expires: Infinity }
    add(key, entry)
    answer.then(
      (value) => (keep(value) ? (entry.expires = now() + ttlMs) : drop(key, entry)),
      () => drop(key, entry),
    )
    return entry
  }

  return {
    get: async (key, call, { signal } = {}) => {
      const known = entries.get(key)
      const entry = known !== undefined && now() < known.expires ? known : start(key, call)
      entry.waiting++
      try {
        return await untilAborted(entry.answer, signal)
      } finally {
        entry.waiting--
        if (entry.waiting === 0 && entry.expires === Infinity) {
          drop(key, entry)
          entry.leave()
        }
      }
    },
    put: (key, answer) =>
      add(key, { answer: Promise.resolve(answer), leave: () => undefined, waiting: 0, expires: now() + ttlMs }),
  }
}
