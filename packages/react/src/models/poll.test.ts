import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { pollWhileVisible } from './poll.js'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The one part of a document that polling reads, as a page in a tab has it. */
function stubDocument(): { visibilityState: string } & EventTarget {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', page)
  return page
}

test('a task is done now and again after each pause, until it is stopped', async () => {
  const done: number[] = []
  const stop = pollWhileVisible(
    async () => void done.push(Date.now()),
    () => 1_000,
  )
  const begin = Date.now()

  await vi.advanceTimersByTimeAsync(2_500)
  stop()
  await vi.advanceTimersByTimeAsync(5_000)

  expect(done.map((at) => at - begin)).toEqual([0, 1_000, 2_000])
  expect(vi.getTimerCount()).toBe(0)
})

test('stopping aborts a running task', async () => {
  const signals: AbortSignal[] = []
  const stop = pollWhileVisible(
    (signal) => {
      signals.push(signal)
      return new Promise(() => {})
    },
    () => 1_000,
  )

  stop()

  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
})

test('a hidden page asks nothing, and asks at once when it is seen again', async () => {
  const page = stubDocument()
  let count = 0
  const stop = pollWhileVisible(
    async () => void (count += 1),
    () => 1_000,
  )
  await vi.advanceTimersByTimeAsync(500)

  page.visibilityState = 'hidden'
  await vi.advanceTimersByTimeAsync(60_000)
  expect(count).toBe(1)

  page.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toBe(2)
  stop()
})

test('a hidden page that is left leaves no listener behind', async () => {
  const page = stubDocument()
  page.visibilityState = 'hidden'
  const remove = vi.spyOn(page, 'removeEventListener')
  const stop = pollWhileVisible(
    async () => {},
    () => 1_000,
  )

  stop()
  await vi.advanceTimersByTimeAsync(0)

  expect(remove).toHaveBeenCalledTimes(1)
})
