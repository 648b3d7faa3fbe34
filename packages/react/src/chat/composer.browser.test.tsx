import { expect, onTestFinished, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import '../theme/theme.css'
import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import { Composer } from './composer.js'
import { model, serveScript } from './scripted-server.fixture.js'

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
