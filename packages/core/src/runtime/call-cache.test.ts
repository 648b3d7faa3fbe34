import { expect, test } from 'vitest'

import { fixedClock } from '../testing/fixed-clock.js'
import { createCallCache } from './call-cache.js'

function setUp(limit = 10) {
  const clock = fixedClock()
  const calls: { readonly signal: AbortSignal; readonly answer: PromiseWithResolvers<number> }[] = []
  const cache = createCallCache<number>({ ttlMs: 100, limit, now: clock.now, keep: (answer) => answer >= 0 })
  const call = (signal: AbortSignal): Promise<number> => {
    const answer = Promise.withResolvers<number>()
    calls.push({ signal, answer })
    return answer.promise
  }
  return { clock, cache, calls, call }
}

test('callers that ask at once share one call', async () => {
  const { cache, calls, call } = setUp()

  const both = Promise.all([cache.get('a', call), cache.get('a', call)])
  calls[0]?.answer.resolve(1)

  expect(await both).toEqual([1, 1])
  expect(calls).toHaveLength(1)
})

test('an answer is kept until its time is over', async () => {
  const { clock, cache, calls, call } = setUp()
  const first = cache.get('a', call)
  calls[0]?.answer.resolve(1)
  await first

  clock.advance(99)
  expect(await cache.get('a', call)).toBe(1)
  clock.advance(1)
  const second = cache.get('a', call)
  calls[1]?.answer.resolve(2)

  expect(await second).toBe(2)
})

test('failures and answers that are not worth it are not kept', async () => {
  const { cache, calls, call } = setUp()
  const failed = cache.get('a', call)
  calls[0]?.answer.reject(new RangeError('no'))
  await expect(failed).rejects.toThrow('no')

  const poor = cache.get('a', call)
  calls[1]?.answer.resolve(-1)
  expect(await poor).toBe(-1)
  const third = cache.get('a', call)
  calls[2]?.answer.resolve(3)

  expect(await third).toBe(3)
})

test('one caller that leaves does not take the answer from the others', async () => {
  const { cache, calls, call } = setUp()
  const leaving = new AbortController()
  const left = cache.get('a', call, { signal: leaving.signal })
  const stays = cache.get('a', call)

  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'runtime.cancelled' })
  calls[0]?.answer.resolve(1)

  expect(await stays).toBe(1)
  expect(calls[0]?.signal.aborted).toBe(false)
})

test('the call ends when the last caller leaves, and the next one starts anew', async () => {
  const { cache, calls, call } = setUp()
  const leaving = new AbortController()
  const left = [cache.get('a', call, { signal: leaving.signal }), cache.get('a', call, { signal: leaving.signal })]

  leaving.abort()
  await Promise.allSettled(left)

  expect(calls[0]?.signal.aborted).toBe(true)
  void cache.get('a', call)
  expect(calls).toHaveLength(2)
})

test('a caller that left before it came is refused and holds nothing', async () => {
  const { cache, calls, call } = setUp()

  await expect(cache.get('a', call, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'runtime.cancelled',
  })

  expect(calls[0]?.signal.aborted ?? true).toBe(true)
})

test('above the limit the oldest answers go', async () => {
  const { cache, calls, call } = setUp(2)
  cache.put('a', 1)
  cache.put('b', 2)
  cache.put('a', 3)
  cache.put('c', 4)

  expect(await cache.get('a', call)).toBe(3)
  expect(await cache.get('c', call)).toBe(4)
  void cache.get('b', call)
  expect(calls).toHaveLength(1)
})
