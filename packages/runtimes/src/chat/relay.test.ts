import { describe, expect, test } from 'vitest'

import { relay } from './relay.js'

/** A source that writes down what is asked of it. */
function source(log: string[]): AsyncIterableIterator<number> {
  let n = 0
  const self: AsyncIterableIterator<number> = {
    [Symbol.asyncIterator]: () => self,
    async next() {
      n += 1
      log.push(`next ${n}`)
      if (n === 3) throw new Error('third')
      return { done: false, value: n }
    },
    async return() {
      log.push('return')
      return { done: true, value: undefined }
    },
  }
  return self
}

function logged(log: string[], open: () => Promise<AsyncIterable<number>>): AsyncIterableIterator<number, undefined> {
  return relay<number>({
    async open() {
      log.push('open')
      return open()
    },
    onEvent: (n) => log.push(`event ${n}`),
    onFailure: (thrown) => new Error('mapped', { cause: thrown }),
    onEnd: () => log.push('end'),
  })
}

describe('relay', () => {
  test('the source is opened once, at the first event', async () => {
    const log: string[] = []
    const events = logged(log, async () => source(log))
    expect(log).toEqual([])

    await events.next()
    await events.next()

    expect(log).toEqual(['open', 'next 1', 'event 1', 'next 2', 'event 2'])
  })

  test('a failure is thrown as it is mapped, once; afterwards there is nothing', async () => {
    const log: string[] = []
    const events = logged(log, async () => source(log))

    await expect(Array.fromAsync(events)).rejects.toThrow('mapped')

    expect(log).toContain('end')
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })

  test('what fails to open ends it too', async () => {
    const log: string[] = []

    await expect(Array.fromAsync(logged(log, () => Promise.reject(new Error('shut'))))).rejects.toThrow('mapped')

    expect(log).toEqual(['open', 'end'])
  })

  test('leaving reaches the source', async () => {
    const log: string[] = []

    for await (const n of logged(log, async () => source(log))) if (n === 1) break

    expect(log).toEqual(['open', 'next 1', 'event 1', 'end', 'return'])
  })

  test('leaving while it is opened reaches the source as soon as there is one', async () => {
    const log: string[] = []
    const opened = Promise.withResolvers<AsyncIterable<number>>()
    const events = logged(log, () => opened.promise)
    const first = events.next()

    const left = events.return?.()
    opened.resolve(source(log))
    await Promise.all([first, left])

    expect(log).toContain('return')
    expect(log.filter((entry) => entry === 'end')).toHaveLength(1)
  })

  test('leaving before the beginning opens nothing', async () => {
    const log: string[] = []
    const events = logged(log, async () => source(log))

    await events.return?.()

    expect(await events.next()).toEqual({ done: true, value: undefined })
    expect(log).toEqual([])
  })
})
