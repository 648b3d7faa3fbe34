/** Above this many items waiting for the reader, the producer is asked to pause. */
const highWater = 1_024
/** Down to this many, it is asked to go on. */
const lowWater = 256

/** After this many items were taken, their places are given back even if the reader never catches up. */
const compactAt = 4_096

/** What a channel tells its producer about the reader. */
export interface ChannelHooks {
  /** The first item was asked for: nothing happens before. */
  onStart(): void
  /** The reader is slow: pause. */
  onFull(): void
  /** The reader caught up: go on. */
  onDrained(): void
  /** The reader left the loop before the end. */
  onLeft(): void
}

/** A hand-over from a producer that cannot wait (the events of a socket) to one reader that can. */
export interface Channel<T> {
  readonly reader: AsyncIterableIterator<T, undefined>
  push(item: T): void
  /** No more items: the reader gets those that wait, then the end. */
  end(): void
  /** The reader gets those that wait, then the error; with `now` the error at once. */
  fail(error: unknown, now?: boolean): void
}

type Result<T> = IteratorResult<T, undefined>
interface Waiting<T> {
  resolve(result: Result<T>): void
  reject(error: unknown): void
}
type End = { readonly error: unknown } | 'ended' | null

/**
 * Makes a channel. It holds what the producer pushes between `onFull` and its pause: for a socket one chunk, at most 64 KiB.
 * The reader is written by hand, as each item of an async generator costs three turns of the microtask queue and ours one.
 */
export function createChannel<T>(hooks: ChannelHooks): Channel<T> {
  const done: Result<T> = { done: true, value: undefined }
  let items: T[] = []
  let taken = 0
  let waiting: Waiting<T>[] = []
  let end: End = null
  let isStarted = false
  let isPaused = false

  function take(): T | undefined {
    const item = items[taken]
    taken += 1
    if (taken === items.length || taken === compactAt) {
      items = items.slice(taken)
      taken = 0
    }
    if (isPaused && items.length - taken <= lowWater) {
      isPaused = false
      hooks.onDrained()
    }
    return item
  }

  function settle(outcome: Exclude<End, null>): void {
    if (end !== null) return
    end = outcome
    const left = waiting
    waiting = []
    for (const waiter of left) conclude(waiter)
  }

  function conclude(waiter: Waiting<T>): void {
    if (end === null || end === 'ended') return waiter.resolve(done)
    // An error is thrown once; whoever asks again after it gets the end, as with a generator.
    const { error } = end
    end = 'ended'
    waiter.reject(error)
  }

  const reader: AsyncIterableIterator<T, undefined> = {
    [Symbol.asyncIterator]: () => reader,
    next() {
      if (!isStarted) {
        isStarted = true
        if (end === null) hooks.onStart()
      }
      const item = taken < items.length ? take() : undefined
      if (item !== undefined) return Promise.resolve({ done: false, value: item })
      return new Promise((resolve, reject) => {
        if (end === null) waiting.push({ resolve, reject })
        else conclude({ resolve, reject })
      })
    },
    return() {
      const wasOpen = end === null
      items = []
      taken = 0
      settle('ended')
      end = 'ended'
      if (wasOpen) hooks.onLeft()
      return Promise.resolve(done)
    },
  }

  return {
    reader,
    push(item) {
      if (end !== null) return
      const waiter = waiting.shift()
      if (waiter !== undefined) return waiter.resolve({ done: false, value: item })
      items.push(item)
      if (!isPaused && items.length - taken >= highWater) {
        isPaused = true
        hooks.onFull()
      }
    },
    end: () => settle('ended'),
    fail(error, now = false) {
      if (now) {
        items = []
        taken = 0
      }
      settle({ error })
    },
  }
}
