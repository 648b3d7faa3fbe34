import { expect, test } from 'vitest'

import { keepDescription } from './self-description.js'

/** A server that is asked, and answers when it is told to. */
function server(): { readonly ask: () => Promise<number>; readonly answer: (of: number) => void; asked: number } {
  const questions: ((answer: number) => void)[] = []
  return {
    asked: 0,
    ask() {
      this.asked += 1
      const { promise, resolve } = Promise.withResolvers<number>()
      questions.push(resolve)
      return promise
    },
    answer: (of) => questions[of]?.(of),
  }
}

test('callers at once share one question, and its answer is known after it', async () => {
  const one = server()
  const description = keepDescription(() => one.ask())
  expect(description.known()).toBeUndefined()

  const both = Promise.all([description.fresh(), description.fresh()])
  one.answer(0)

  expect(await both).toEqual([0, 0])
  expect(description.known()).toBe(0)
  expect(one.asked).toBe(1)
})

test('who gives up waiting does not end the question for the others', async () => {
  const one = server()
  const description = keepDescription(() => one.ask())
  const stop = new AbortController()
  const left = description.fresh(stop.signal)
  const stays = description.fresh()

  stop.abort()
  one.answer(0)

  await expect(left).rejects.toMatchObject({ code: 'runtime.cancelled' })
  expect(await stays).toBe(0)
})

test('an answer to a question from before forgetting is not kept', async () => {
  const one = server()
  const description = keepDescription(() => one.ask())
  const before = description.fresh()

  description.forget()
  const after = description.fresh()
  one.answer(1)
  expect(await after).toBe(1)
  one.answer(0)

  expect(await before).toBe(0)
  expect(description.known()).toBe(1)
})

test('a question that failed is asked again', async () => {
  let isUp = false
  const description = keepDescription(async () => {
    if (!isUp) throw new TypeError('away')
    return 1
  })
  await expect(description.fresh()).rejects.toThrow('away')

  isUp = true

  expect(await description.fresh()).toBe(1)
})
