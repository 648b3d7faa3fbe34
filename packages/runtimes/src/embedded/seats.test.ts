import { expect, test } from 'vitest'

import { createSeats } from './seats.js'

test('one works, one waits, a third is refused', () => {
  const seats = createSeats(1)

  expect([seats.take()?.mustWait, seats.take()?.mustWait, seats.take()]).toEqual([false, true, null])
})

test('the one who waits begins when the first leaves, which it may say twice', async () => {
  const seats = createSeats(1)
  const first = seats.take()
  const second = seats.take()

  first?.leave()
  first?.leave()

  await expect(second?.turn).resolves.toBeUndefined()
  expect(seats.take()?.mustWait).toBe(true)
})

test('who gives up waiting makes room and never begins', () => {
  const seats = createSeats(1)
  const first = seats.take()
  seats.take()?.leave()

  const third = seats.take()
  first?.leave()

  expect(third?.mustWait).toBe(true)
  expect(seats.take()?.mustWait).toBe(true)
})
