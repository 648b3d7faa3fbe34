/** What happens to events on their way. */
export interface Relay<T> {
  /** Asked once, at the first `next()`. */
  open(): Promise<AsyncIterable<T>>
  onEvent?(event: T): void
  /** Told of what the source, or `open`, throws. Gives what is thrown instead. */
  onFailure(thrown: unknown): unknown
  /** Called once after the last event, the failure, or the reader's leaving; never for a source that was not asked for. */
  onEnd(): void
}

/**
 * Passes events on from a source that is opened when the first one is asked for. Leaving reaches the source at once, also while
 * it is waited for. Written by hand: an event through an async generator costs several turns of the microtask queue, and this one
 * stands in the way of every token.
 */
export function relay<T>({ open, onEvent, onFailure, onEnd }: Relay<T>): AsyncIterableIterator<T, undefined> {
  const done = { done: true, value: undefined } as const
  let source: AsyncIterator<T> | undefined
  let opening: Promise<AsyncIterator<T>> | undefined
  let isEnded = false

  function pass(result: IteratorResult<T, unknown>): IteratorResult<T, undefined> {
    if (result.done === true) {
      end()
      return done
    }
    onEvent?.(result.value)
    return result
  }

  function fail(thrown: unknown): never {
    const failure = onFailure(thrown)
    end()
    throw failure
  }

  function end(): void {
    if (isEnded) return
    isEnded = true
    onEnd()
  }

  async function begin(): Promise<AsyncIterator<T>> {
    source = (await open())[Symbol.asyncIterator]()
    return source
  }

  const reader: AsyncIterableIterator<T, undefined> = {
    [Symbol.asyncIterator]: () => reader,
    next() {
      if (isEnded) return Promise.resolve(done)
      if (source !== undefined) return source.next().then(pass, fail)
      opening ??= begin()
      return opening.then((opened) => (isEnded ? done : opened.next())).then(pass, fail)
    },
    async return() {
      if (opening === undefined) isEnded = true
      else if (source !== undefined) {
        end()
        await source.return?.()
      } else {
        end()
        // It may take long to open, and nobody waits for it any more.
        opening.then((opened) => opened.return?.()).catch(() => undefined)
      }
      return done
    },
  }
  return reader
}
