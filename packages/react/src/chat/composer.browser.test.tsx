import { expect, onTestFinished, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import '../theme/theme.css'
import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import { Composer } from './composer.js'
import { finish, model, serveScript, start } from './scripted-server.fixture.js'

function begin(): ChatStore {
  const chat = createChatStore(serveScript(() => []).client)
  onTestFinished(chat.close)
  return chat
}

const refuse = async (): Promise<void> => Promise.reject(new Error('The queue is full.'))
const alert = page.getByRole('alert')

test('C12: a question that cannot be sent is told as an alert, until the next try', async () => {
  const chat = begin()
  await render(<Composer chat={chat} options={{ model }} onSend={refuse} />)
  await userEvent.fill(page.getByRole('textbox'), 'Hello')

  await userEvent.keyboard('{Enter}')

  await expect.element(alert).toHaveTextContent('Not sent: The queue is full.')
  await expect.element(page.getByRole('textbox')).toHaveValue('Hello')
})

test('C12: a sender that throws at once gives the text back, too', async () => {
  const chat = begin()
  const refuseNow = (): void => {
    throw new Error('The queue is full.')
  }
  await render(<Composer chat={chat} options={{ model }} onSend={refuseNow} />)
  await userEvent.fill(page.getByRole('textbox'), 'Hello')

  await userEvent.keyboard('{Enter}')

  await expect.element(alert).toHaveTextContent('Not sent: The queue is full.')
  await expect.element(page.getByRole('textbox')).toHaveValue('Hello')
})

test('C12: a failure to send is not told of another chat', async () => {
  const [one, two] = [begin(), begin()]
  const { rerender } = await render(<Composer chat={one} options={{ model }} onSend={refuse} />)
  await userEvent.fill(page.getByRole('textbox'), 'Hello')
  await userEvent.keyboard('{Enter}')
  await expect.element(alert).toBeVisible()

  await rerender(<Composer chat={two} options={{ model }} onSend={refuse} />)

  await expect.element(alert).not.toBeInTheDocument()
})

test('C12: a failure to send is not told of another model, but stays while only the host renders', async () => {
  const chat = begin()
  const { rerender } = await render(<Composer chat={chat} options={{ model }} onSend={refuse} />)
  await userEvent.fill(page.getByRole('textbox'), 'Hello')
  await userEvent.keyboard('{Enter}')
  await expect.element(alert).toBeVisible()

  await rerender(<Composer chat={chat} options={{ model }} onSend={refuse} />)
  await expect.element(alert).toBeVisible()
  await rerender(<Composer chat={chat} options={{ model: 'pico' }} onSend={refuse} />)

  await expect.element(alert).not.toBeInTheDocument()
})

test('C12: Enter while an answer comes sends nothing, stops nothing, keeps the text and says why', async () => {
  const hold = Promise.withResolvers<void>()
  const { client, asked, stops } = serveScript(() => [start(), 'One', { until: hold.promise }, ' two', finish(2)])
  const chat = createChatStore(client)
  onTestFinished(chat.close)
  await render(<Composer chat={chat} options={{ model }} />)
  const first = chat.send('Hello', { model })
  const field = page.getByRole('textbox')
  await userEvent.fill(field, 'And then?')
  expect(alert.query()).toBeNull()

  await userEvent.keyboard('{Enter}')

  await expect.element(alert).toHaveTextContent('Still answering. Stop it or wait.')
  await expect.element(field).toHaveValue('And then?')
  hold.resolve()
  await first
  expect([chat.get().turns.map(({ answer }) => answer.text), asked.length, stops()]).toEqual([['One two'], 1, 0])
  await expect.element(alert).not.toBeInTheDocument()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => chat.get().turns.length).toBe(2)
  await expect.element(alert).not.toBeInTheDocument()
})

test('C12: Enter in an empty field while an answer comes says nothing', async () => {
  const { client } = serveScript(() => [start(), 'One', { until: new Promise<never>(() => undefined) }])
  const chat = createChatStore(client)
  onTestFinished(chat.close)
  await render(<Composer chat={chat} options={{ model }} />)
  void chat.send('Hello', { model })
  await expect.element(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  await userEvent.click(page.getByRole('textbox'))

  await userEvent.keyboard('{Enter}')

  expect(alert.query()).toBeNull()
  expect(chat.get().isAnswering).toBe(true)
})
