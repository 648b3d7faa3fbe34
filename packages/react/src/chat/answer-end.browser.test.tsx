import { type Json, VenomError } from '@venom/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import '../theme/theme.css'
import { pl } from '../locales/pl.js'
import { english, type Language } from '../text/language.js'
import { LanguageProvider } from '../text/language-provider.js'
import { ChatPanel } from './chat-panel.js'
import { createChatStore } from './chat-store.js'
import { finish, model, type Script, serveScript, start, type Step } from './scripted-server.fixture.js'

const again = page.getByRole('button', { name: 'Again', exact: true })
const retry = page.getByRole('button', { name: 'Try again' })
const newChat = page.getByRole('button', { name: 'New chat' })

/** All that stands in the last answer. */
const said = (): string => page.getByRole('article').elements().at(-1)?.textContent ?? ''

async function ask(script: Script, onNewChat?: () => void, language: Language = english): Promise<void> {
  const chat = createChatStore(serveScript(script).client)
  onTestFinished(chat.close)
  await render(
    <LanguageProvider language={language}>
      <div style={{ blockSize: 600 }}>
        <ChatPanel chat={chat} options={{ model }} {...(onNewChat !== undefined && { onNewChat })} />
      </div>
    </LanguageProvider>,
  )
  await chat.send('Hello', { model })
}

const cut =
  (detail: Json, code = 'chat.answer_cut_by_window'): Script =>
  () => [start(), 'So far', { type: 'warning', code, detail }, finish(12, { reason: 'length' })]
const fail =
  (error: VenomError): Script =>
  () => [start(), { fail: error } satisfies Step]
const overflow = new VenomError('chat.context_overflow', 'request (3011 tokens) exceeds the available context size.', {
  details: { limit: 1_024, used: 3_011 },
})

test('C12, C08: an answer that the window cut is not told to raise max_tokens', async () => {
  await ask(cut({ requested: 1_000, got: 240, context_tokens: 1_024 }))

  await expect
    .poll(said)
    .toContain(
      'The window of 1,024 tokens was full after 240 of the 1,000 tokens that were allowed. Go on in a new chat.',
    )
  expect(said()).not.toContain('max_tokens')
})

test('C12, C08: where nobody set a limit, none is named', async () => {
  await ask(cut({ requested: null, got: 240, context_tokens: 1_024 }))

  await expect
    .poll(said)
    .toContain('The window of 1,024 tokens is full, so the answer ended after 240. Go on in a new chat.')
  expect(said()).not.toContain('max_tokens')
})

test('C12, C08: an answer that the server cut is not told to raise max_tokens', async () => {
  await ask(cut({ requested: 480, got: 5, context_tokens: 1_024 }, 'chat.answer_cut_by_server'))

  await expect.poll(said).toContain('ended the answer after 5 of the 480 tokens that were allowed')
  expect(said()).not.toContain('max_tokens')
})

test('C12: an answer that is not of the form that was asked for says so', async () => {
  const warning = { type: 'warning', code: 'chat.answer_not_json', detail: { format: 'json_schema' } } as const
  await ask(() => [start(), 'So far', warning, finish(12)])

  await expect.poll(said).toContain('The answer is not JSON, although that was asked for')
})

test('C12: an answer that its own limit cut is told how to get more', async () => {
  await ask(() => [start(), 'So far', finish(12, { reason: 'length' })])

  await expect.poll(said).toContain('Raise max_tokens for a longer answer.')
})

test('C12, C08: a conversation that does not fit offers a new chat instead of the same again', async () => {
  const onNewChat = vi.fn<() => void>()
  const words = 'It has 3,011 tokens, and the window holds 1,024. Shorten your message'
  await ask(fail(overflow), onNewChat)
  await expect.poll(said).toContain(words)
  expect(page.getByRole('alert').element().textContent).toContain(`context window. ${words}`)
  expect(retry.query()).toBeNull()

  await userEvent.click(newChat)

  expect(onNewChat).toHaveBeenCalledOnce()
})

test('C12, C08: without numbers and without a way to a new chat, what to do is still said', async () => {
  await ask(fail(new VenomError('chat.context_overflow', 'too long', { details: { limit: 1_024, used: null } })))

  await expect
    .poll(said)
    .toContain('context windowShorten your message, give the model a longer window, or go on in a new chat.')
  expect(newChat.query()).toBeNull()
})

test('C12: a failed answer offers one way to ask again, a whole one too', async () => {
  await ask((_request, before) =>
    before === 0
      ? [start(), { fail: new VenomError('runtime.timeout', 'No token for 60 s.') }]
      : [start(), 'yes', finish(1)],
  )
  await expect.element(retry).toBeVisible()
  expect(again.query()).toBeNull()

  await userEvent.click(retry)

  await expect.element(again).toBeVisible()
  expect(retry.query()).toBeNull()
})

test('C12: a failed answer of which only the connection is known has no bar of its time', async () => {
  const connected = { type: 'progress', phase: 'connected', at_ms: 2 } as const
  await ask(() => [start(), connected, { fail: new VenomError('runtime.failed', 'It stumbled.') }])

  await expect.element(retry).toBeVisible()

  expect(said()).not.toContain('connect')
  expect(document.querySelector('[data-slot="phases"]')).toBeNull()
})

test('C12, C08: a model that repeated itself is said with what helps, in the language of the page', async () => {
  const repetition = new VenomError('chat.repetition', 'The model repeated itself, and Ollama stopped it.')
  await ask(() => [start(), 'la la la', { fail: repetition }], undefined, pl)

  await expect.poll(said).toContain('Model się zapętliłDotychczasowy tekst został zachowany. Podnieś repeat_penalty')
  expect(page.getByRole('button', { name: 'Spróbuj ponownie' }).query()).not.toBeNull()
})

test('C12: Again leaves the focus in the answer where it fails this time', async () => {
  await ask((_request, before) =>
    before === 0
      ? [start(), 'yes', finish(1)]
      : [start(), { fail: new VenomError('runtime.timeout', 'No token for 60 s.') }],
  )

  await userEvent.click(again)

  await expect.element(retry).toBeVisible()
  await expect.element(page.getByRole('article', { name: /^Answer 1/ })).toHaveFocus()
})

test('C12: that the server goes is said once, in the language of the page', async () => {
  const stopping = new VenomError('server.stopping', 'The server is shutting down. Ask again when it is back.')
  await ask(fail(stopping), undefined, pl)

  await expect.poll(said).toContain('Serwer właśnie się wyłączaZapytaj ponownie, gdy wróci.')
  expect(said()).not.toContain('shutting down')
})
