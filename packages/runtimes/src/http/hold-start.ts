import type { ChatEvent } from '@venom/core'

/**
 * Gives an answer's start together with the first event that shows the model at work. Until then the source may still refuse, and
 * then that is the first thing that is heard. Remarks and progress between the two are left out: this protocol has no words for them.
 * Written by hand, as every token comes through here.
 */
export function holdStart(events: AsyncIterable<ChatEvent>): AsyncIterableIterator<ChatEvent, undefined> {
  const done = { done: true, value: undefined } as const
  const source = events[Symbol.asyncIterator]()
  let isBegun = false
  let held: IteratorResult<ChatEvent, undefined> | null = null

  async function next(): Promise<IteratorResult<ChatEvent, undefined>> {
    const result = await source.next()
    return result.done === true ? done : result
  }

  async function begin(): Promise<IteratorResult<ChatEvent, undefined>> {
    const first = await next()
    if (first.done === true || first.value.type !== 'start') return first
    do held = await next()
    while (held.done !== true && isSilent(held.value))
    return first
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next() {
      if (!isBegun) {
        isBegun = true
        return begin()
      }
      if (held === null) return next()
      const result = held
      held = null
      return Promise.resolve(result)
    },
    async return() {
      await source.return?.()
      return done
    },
  }
}

function isSilent({ type }: ChatEvent): boolean {
  return type === 'progress' || type === 'warning' || type === 'usage'
}
