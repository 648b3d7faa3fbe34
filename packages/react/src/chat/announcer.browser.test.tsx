import { expect, onTestFinished, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'

import { Announcer } from './announcer.js'
import { createChatStore } from './chat-store.js'
import { finish, model, serveScript, start } from './scripted-server.fixture.js'

test('C12: a screen reader hears every seven seconds that an answer still comes, until it is there', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const hold = Promise.withResolvers<void>()
  const chat = createChatStore(serveScript(() => [start(), 'One', { until: hold.promise }, ' two', finish(2)]).client)
  onTestFinished(chat.close)
  await render(<Announcer chat={chat} />)
  const status = page.getByRole('status')
  const said = new Set<Element | null>()

  void chat.send('Hello', { model })
  await expect.element(status).toHaveTextContent('Answering')
  said.add(status.element().firstElementChild)
  vi.advanceTimersByTime(7_000)
  await expect.element(status).toHaveTextContent('Still answering')
  said.add(status.element().firstElementChild)
  vi.advanceTimersByTime(7_000)

  // The same words are said again only as a new element.
  await expect.poll(() => said.has(status.element().firstElementChild)).toBe(false)
  await expect.element(status).toHaveTextContent('Still answering')
  hold.resolve()
  await expect.poll(() => status.element().textContent).toMatch(/^Answer ready, 2 words/)
  expect(vi.getTimerCount()).toBe(0)
})

test('C12: who comes back to a chat is not told again how its last answer ended', async () => {
  const chat = createChatStore(serveScript(() => [start(), 'One two', finish(2)]).client)
  onTestFinished(chat.close)
  const first = await render(<Announcer chat={chat} />)
  await chat.send('Hello', { model })
  await expect.poll(() => page.getByRole('status').element().textContent).toMatch(/^Answer ready/)
  await first.unmount()

  await render(<Announcer chat={chat} />)

  expect(page.getByRole('status').element().textContent).toBe('')
  await chat.again()
  await expect.poll(() => page.getByRole('status').element().textContent).toMatch(/^Answer ready/)
})

test('C12: what is said of the first token is the number that stands under the answer', async () => {
  const chat = createChatStore(serveScript(() => [start(), { waitMs: 300 }, 'One two', finish(2)]).client)
  onTestFinished(chat.close)
  await render(<Announcer chat={chat} />)

  await chat.send('Hello', { model })

  await expect.poll(() => page.getByRole('status').element().textContent).toMatch(/^Answer ready/)
  const [turn] = chat.get().turns
  expect(turn?.seen.first).toBeGreaterThan(290)
  expect(page.getByRole('status').element().textContent).toBe('Answer ready, 2 words, first token 152 ms')
})
