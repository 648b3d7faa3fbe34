import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type Channel, createChannel } from './channel.js'

test('nothing starts before the first item is asked for', async () => {
  const { channel, calls } = recorded()
  expect(calls).toEqual([])

  const first = channel.reader.next()
  channel.push(1)

  expect(await first).toEqual({ done: false, value: 1 })
  expect(calls).toEqual(['start'])
})

test('every item reaches the reader once and in order, whoever is faster', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 400 }), async (turns) => {
      const { channel } = recorded()
      const read: number[] = []
      const reading = (async () => {
        for await (const item of channel.reader) read.push(item)
      })()
      for (const [index, wait] of turns.entries()) {
        channel.push(index)
        if (wait === 0) await Promise.resolve()
      }
      channel.end()
      await reading
      expect(read).toEqual([...turns.keys()])
    }),
  )
})

test('a slow reader pauses the producer, and a reader that caught up lets it go on', async () => {
  const { channel, calls } = recorded()
  for (let item = 0; item < 1_100; item++) channel.push(item)
  expect(calls).toEqual(['full'])

  await take(channel, 1_100 - 256)

  expect(calls).toEqual(['full', 'start', 'drained'])
})

test('an error comes after the items that were there before it, once', async () => {
  const { channel } = recorded()
  channel.push(1)
  channel.fail(new Error('broken'))
  channel.push(2)

  expect(await channel.reader.next()).toEqual({ done: false, value: 1 })
  await expect(channel.reader.next()).rejects.toThrow('broken')
  expect(await channel.reader.next()).toEqual({ done: true, value: undefined })
})

test('an error that must be heard now does not wait behind items', async () => {
  const { channel } = recorded()
  channel.push(1)
  channel.fail(new Error('cancelled'), true)

  await expect(channel.reader.next()).rejects.toThrow('cancelled')
})

test('leaving the loop tells the producer once and throws away what waits', async () => {
  const { channel, calls } = recorded()
  channel.push(1)
  channel.push(2)

  for await (const item of channel.reader) {
    expect(item).toBe(1)
    break
  }
  await channel.reader.return?.()

  expect(calls).toEqual(['start', 'left'])
  expect(await channel.reader.next()).toEqual({ done: true, value: undefined })
})

test('two readers who ask at once get two different items', async () => {
  const { channel } = recorded()
  const both = Promise.all([channel.reader.next(), channel.reader.next()])
  channel.push(1)
  channel.push(2)

  expect((await both).map(({ value }) => value)).toEqual([1, 2])
})

function recorded(): { channel: Channel<number>; calls: string[] } {
  const calls: string[] = []
  const channel = createChannel<number>({
    onStart: () => calls.push('start'),
    onFull: () => calls.push('full'),
    onDrained: () => calls.push('drained'),
    onLeft: () => calls.push('left'),
  })
  return { channel, calls }
}

async function take(channel: Channel<number>, count: number): Promise<void> {
  for (let taken = 0; taken < count; taken++) await channel.reader.next()
}
