import { VenomError } from '@venom/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import '../theme/theme.css'
import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import { finish, model, type Script, serveScript, start } from './scripted-server.fixture.js'
import { Transcript } from './transcript.js'

const ask = { model }
const yes: Script = () => [start(), 'yes', finish(1)]

function begin(script: Script): ChatStore {
  const chat = createChatStore(serveScript(script).client)
  onTestFinished(chat.close)
  return chat
}

const shown = (chat: ChatStore) => (
  <div style={{ display: 'grid', blockSize: 300 }}>
    <Transcript chat={chat} options={ask} />
  </div>
)

const edit = page.getByRole('button', { name: 'Edit message 1' })
const editor = page.getByRole('textbox', { name: 'Your message 1' })
const sent = page.getByRole('button', { name: 'What was sent' })

test('C12: an open editor does not move into another chat, nor come back with its own', async () => {
  const [one, two] = [begin(yes), begin(yes)]
  await one.send('Of the first', ask)
  await two.send('Of the second', ask)
  const { rerender } = await render(shown(one))
  await userEvent.click(edit)
  await userEvent.fill(editor, 'Half written')

  await rerender(shown(two))
  await expect.element(page.getByText('Of the second')).toBeVisible()
  await expect.element(editor).not.toBeInTheDocument()
  await rerender(shown(one))

  await expect.element(page.getByText('Of the first')).toBeVisible()
  await expect.element(editor).not.toBeInTheDocument()
})

test('C12: an open editor is gone where its chat is cleared and asked at once', async () => {
  const chat = begin(yes)
  await chat.send('Old', ask)
  await render(shown(chat))
  await userEvent.click(edit)

  chat.clear()
  await chat.send('New', ask)

  await expect.element(page.getByText('New', { exact: true })).toBeVisible()
  await expect.element(editor).not.toBeInTheDocument()
})

test('C12: an open editor is left where another version of its turn is shown', async () => {
  const chat = begin(yes)
  await chat.send('First version', ask)
  await chat.edit(1, 'Second version')
  await render(shown(chat))
  await userEvent.click(edit)
  const before = page.getByRole('button', { name: 'Show the version before' })

  await userEvent.click(before)

  await expect.element(page.getByText('First version')).toBeVisible()
  await expect.element(editor).not.toBeInTheDocument()
  await expect.element(before).toHaveFocus()
  await userEvent.click(page.getByRole('button', { name: 'Show the version after' }))
  await expect.element(page.getByText('Second version')).toBeVisible()
  await expect.element(editor).not.toBeInTheDocument()
})

test('C12: what is sent with the editor gives the focus back to what opened it', async () => {
  const chat = begin(yes)
  await chat.send('Hello', ask)
  await render(shown(chat))
  await userEvent.click(edit)

  await userEvent.fill(editor, 'Good day')
  await userEvent.keyboard('{Enter}')

  await expect.element(page.getByText('Good day')).toBeVisible()
  await expect.element(edit).toHaveFocus()
})

test('C12: what was sent is folded where another chat or another version is shown', async () => {
  const [one, two] = [begin(yes), begin(yes)]
  await one.send('Of the first', ask)
  await two.send('Of the second', ask)
  const { rerender } = await render(shown(one))
  await userEvent.click(sent)
  await expect.element(sent).toHaveAttribute('aria-expanded', 'true')

  await rerender(shown(two))
  await expect.element(sent).toHaveAttribute('aria-expanded', 'false')
  await userEvent.click(sent)
  await two.again()

  await expect.element(sent).toHaveAttribute('aria-expanded', 'false')
})

test('C12: Try again leaves the focus in the answer that is tried again', async () => {
  const chat = begin((_request, before) =>
    before === 0 ? [start(), { fail: new VenomError('runtime.timeout', 'No token for 60 s.') }] : [start(), 'better'],
  )
  await chat.send('Hello', ask)
  await render(shown(chat))

  await userEvent.click(page.getByRole('button', { name: 'Try again' }))

  await expect.element(page.getByText('better')).toBeVisible()
  await expect.element(page.getByRole('article', { name: /^Answer 1/ })).toHaveFocus()
})

test('C12: the way to the end leaves the focus in the conversation', async () => {
  const chat = begin(() => [start(), 'line\n'.repeat(80), finish(80)])
  await chat.send('Hello', ask)
  await render(shown(chat))
  const log = page.getByRole('log')
  const jump = page.getByRole('button', { name: 'Jump to latest' })
  await expect.poll(() => log.element().scrollTop).toBeGreaterThan(0)
  log.element().scrollTop = 0
  await expect.element(jump).toBeVisible()

  await userEvent.click(jump)

  await expect.element(jump).not.toBeInTheDocument()
  await expect.element(log).toHaveFocus()
})

test('C12: a warning that comes twice is told once', async () => {
  const warning = { type: 'warning', code: 'bad_token', detail: null } as const
  const complaints = vi.spyOn(console, 'error')
  onTestFinished(() => complaints.mockRestore())
  const chat = begin(() => [start(), warning, 'yes', warning, finish(1)])
  await chat.send('Hello', ask)

  await render(shown(chat))

  await expect.element(page.getByText('The runtime remarks: bad_token')).toBeVisible()
  expect(complaints).not.toHaveBeenCalled()
})

test('C12: that the model is loaded anew is told while one waits for it', async () => {
  const chat = begin(() => [
    start(),
    { type: 'warning', code: 'runtime.reload', detail: { model: 'pico', loaded: 4096, requested: 8192 } },
    { until: new Promise(() => undefined) },
  ])
  void chat.send('Hello', ask)

  await render(shown(chat))

  await expect
    .element(page.getByText('The model is loaded anew: its context length changes from 4,096 to 8,192 tokens.'))
    .toBeVisible()
})

test('C08, C12: what a server did with its window is told in words', async () => {
  const chat = begin(() => [
    start(),
    { type: 'warning', code: 'runtime.reload', detail: { model: 'pico', loaded: 256, requested: null } },
    { type: 'warning', code: 'chat.prompt_cut', detail: { context_tokens: 256, used: 300 } },
    finish(1),
  ])
  await chat.send('Hello', ask)

  await render(shown(chat))

  const back = 'The model is loaded anew: its context length goes from 256 tokens back to the server’s own.'
  await expect.element(page.getByText(back)).toBeVisible()
  const cut = 'The server left out the beginning of the conversation, as it did not fit the window.'
  await expect.element(page.getByText(cut)).toBeVisible()
})

test('C12: a refused copy is told as an alert, and its button keeps its name and its width', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  const command = vi.spyOn(document, 'execCommand').mockReturnValue(false)
  onTestFinished(() => {
    write.mockRestore()
    command.mockRestore()
  })
  const chat = begin(yes)
  await chat.send('Hello', ask)
  await render(shown(chat))
  const copy = page.getByRole('button', { name: 'Copy', exact: true })
  const { x, width } = copy.element().getBoundingClientRect()

  await userEvent.click(copy)

  await expect.element(page.getByText('Not copied: select the text and copy it.')).toHaveAttribute('role', 'alert')
  expect(copy.element().getBoundingClientRect()).toMatchObject({ x, width })
})

test('C12: the clock of a wait shows tenths of a second', async () => {
  const chat = begin(() => [start(), { until: new Promise<never>(() => undefined) }])
  void chat.send('Hello', ask)
  await render(shown(chat))

  await expect.poll(() => page.getByText(/^1\.\d+ s$/).query()?.textContent, { timeout: 4_000 }).toMatch(/^1\.\d s$/)
})

test('C08, C12: in a column of a phone what was sent is read without moving it sideways', async () => {
  const entry = { name: 'repeat_penalty', wire_name: 'options.repeat_penalty_of_the_server', requested: 1.3, sent: 1.3 }
  const chat = begin(() => [start([{ ...entry, action: 'sent' }]), 'yes', finish(1)])
  await chat.send('Hello', ask)
  await render(
    <div style={{ display: 'grid', inlineSize: 296, blockSize: 600 }}>
      <Transcript chat={chat} options={ask} />
    </div>,
  )

  await userEvent.click(sent)

  await expect.element(page.getByText(entry.wire_name)).toBeVisible()
  const table = document.querySelector('[data-slot="sent"]')
  expect(table?.scrollWidth).toBe(table?.clientWidth)
})

test('C12: a scrollbar moves the column of a conversation off no other that is as wide', async () => {
  const chat = begin(yes)
  for (const question of ['One', 'Two', 'Three', 'Four']) await chat.send(question, ask)
  await render(
    <>
      <style>{'.venom-transcript-scroller::-webkit-scrollbar { inline-size: 15px }'}</style>
      {shown(chat)}
    </>,
  )
  const boxes = ['.venom-transcript', '.venom-transcript-column'].map((part) =>
    document.querySelector(part)?.getBoundingClientRect(),
  )
  const [whole, column] = boxes.map((box) => (box === undefined ? 0 : box.left + box.width / 2))

  expect(boxes[0]?.width).toBeGreaterThan(boxes[1]?.width ?? 0)
  expect(column).toBe(whole)
})
