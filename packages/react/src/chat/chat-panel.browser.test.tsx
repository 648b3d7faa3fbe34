import { takeRenders } from './count-renders.fixture.js'

import { VenomError } from '@venom/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import '../theme/theme.css'
import { ChatPanel } from './chat-panel.js'
import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import { finish, model, type Script, serveScript, start, type Step } from './scripted-server.fixture.js'
import { keptChat } from './story-texts.fixture.js'
import type { TranscriptStorage } from './transcript-storage.js'

const ask = { model }
let chat: ChatStore

beforeEach(() => {
  takeRenders()
})
afterEach(() => chat.close())

async function open(script: Script, storage?: TranscriptStorage): Promise<void> {
  chat = createChatStore(serveScript(script).client, storage === undefined ? {} : { storage })
  await render(
    <div style={{ blockSize: 600 }}>
      <ChatPanel chat={chat} options={ask} />
    </div>,
  )
}

/** A model that says a piece whenever it is told to. */
function puppet(): { readonly script: Script; readonly say: (piece: Step) => void } {
  const said = Array.from({ length: 50 }, () => Promise.withResolvers<void>())
  const pieces: Step[] = []
  return {
    *script() {
      yield start()
      for (const { promise } of said) {
        yield { until: promise }
        const piece = pieces.shift()
        if (piece !== undefined) yield piece
        if (typeof piece === 'object' && 'type' in piece && piece.type === 'finish') return
      }
    },
    say(piece) {
      const next = said.findIndex((one) => !spent.has(one))
      const told = said[next]
      if (told === undefined) return
      spent.add(told)
      pieces.push(piece)
      told.resolve()
    },
  }
}
const spent = new WeakSet<object>()

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))

test('C12: a token renders two components, whatever the length of the chat', async () => {
  const { script, say } = puppet()
  await open(script, { load: () => keptChat(500), save: () => undefined })
  void chat.send('One more', ask)
  await expect.poll(() => chat.get().turns.at(-1)?.answer.translation).toBeDefined()
  say('first')
  await expect.element(page.getByText('first', { exact: true })).toBeInTheDocument()
  await frame()
  takeRenders()

  say(' second')
  await expect.element(page.getByText('first second')).toBeInTheDocument()

  expect(takeRenders()).toEqual({ AnswerView: 1, PhaseBar: 1 })
})

test('C12: typing renders the composer and no answer', async () => {
  await open(() => [], { load: () => keptChat(20), save: () => undefined })
  await userEvent.click(page.getByRole('textbox', { name: 'Your message' }))
  takeRenders()

  await userEvent.keyboard('abc')

  const rendered = takeRenders()
  expect(rendered['Composer']).toBe(3)
  expect(Object.keys(rendered).filter((name) => /Answer|Question|Transcript|Turn|Phase/.test(name))).toEqual([])
})

test('C12: a chat of 500 turns shows its end, and lays out only what is in sight', async () => {
  await open(() => [], { load: () => keptChat(500), save: () => undefined })

  await expect.element(page.getByText('Question 500')).toBeInViewport()
  const turns = [...document.querySelectorAll('.venom-turn')]
  const laidOut = turns.filter((turn) => turn.querySelector('p')?.checkVisibility({ contentVisibilityAuto: true }))
  expect(turns).toHaveLength(500)
  expect(laidOut.length).toBeLessThan(20)
})

test('C12: a screen reader hears when an answer begins and how it ended, and no token', async () => {
  const { script, say } = puppet()
  await open(script)
  const heard: string[] = []
  const status = page.getByRole('status').element()
  const hear = new MutationObserver(() => heard.push(status.textContent))
  hear.observe(status, { childList: true, characterData: true, subtree: true })

  void chat.send('Hello', ask)
  await expect.poll(() => chat.get().turns[0]?.answer.translation).toBeDefined()
  for (const word of ['One', ' two', ' three', finish(3)]) say(word)
  await expect.poll(() => chat.get().isAnswering).toBe(false)
  await expect.poll(() => heard.length).toBe(2)
  hear.disconnect()

  expect(heard[0]).toBe('Answering')
  expect(heard[1]).toMatch(/^Answer ready, 3 words, first token \d/)
  await expect.element(page.getByRole('log')).toHaveAttribute('aria-live', 'off')
})

test('C12: a failure is told as an alert, with what to do', async () => {
  await open(() => [start(), 'half', { fail: new VenomError('runtime.timeout', 'No token for 60 s. Ask again.') }])

  void chat.send('Hello', ask)

  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('The runtime took too long. No token for 60 s. Ask again.')
  await expect.element(page.getByRole('status')).toHaveTextContent('')
})

test('C12: what is sent with Enter clears the field, and the focus stays in it', async () => {
  await open(() => [start(), 'yes', finish(1)])
  const field = page.getByRole('textbox', { name: 'Your message' })
  await userEvent.click(field)

  await userEvent.keyboard('Hello{Enter}')

  await expect.element(page.getByText('yes', { exact: true })).toBeVisible()
  await expect.element(field).toHaveValue('')
  await expect.element(field).toHaveFocus()
})

test('C12: Send and Stop are one button at one place', async () => {
  const { script, say } = puppet()
  await open(script)
  await userEvent.fill(page.getByRole('textbox', { name: 'Your message' }), 'Hello')
  const send = page.getByRole('button', { name: 'Send' }).element()
  const place = send.getBoundingClientRect()

  await userEvent.click(send)
  const stop = page.getByRole('button', { name: 'Stop' })
  await expect.element(stop).toBeVisible()

  expect(stop.element().getBoundingClientRect()).toEqual(place)
  await expect.poll(() => chat.get().turns[0]?.answer.translation).toBeDefined()
  say('so far')
  await userEvent.click(stop)
  await expect.element(page.getByText('Stopped. The text so far is kept.')).toBeVisible()
})

test('C12: Stop sends nothing of what was written meanwhile', async () => {
  const { script, say } = puppet()
  await open(script)
  void chat.send('Hello', ask)
  await expect.poll(() => chat.get().turns[0]?.answer.translation).toBeDefined()
  say('so far')
  const field = page.getByRole('textbox', { name: 'Your message' })
  await userEvent.fill(field, 'The next')

  await userEvent.click(page.getByRole('button', { name: 'Stop' }))

  await expect.element(page.getByText('Stopped. The text so far is kept.')).toBeVisible()
  await expect.element(field).toHaveValue('The next')
  expect(chat.get().turns).toHaveLength(1)
})

test('C12: Escape during a composition stops nothing', async () => {
  const { script, say } = puppet()
  await open(script)
  void chat.send('Hello', ask)
  await expect.poll(() => chat.get().turns[0]?.answer.translation).toBeDefined()
  say('so far')
  const field = page.getByRole('textbox', { name: 'Your message' })
  const escape = (more: KeyboardEventInit): boolean =>
    field.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, ...more }))

  escape({ isComposing: true })
  expect(chat.get().isAnswering).toBe(true)
  escape({})

  expect(chat.get().isAnswering).toBe(false)
})

test('C12: an answer is copied as the model wrote it, and that is said', async () => {
  await open(() => [start(), '**bold**', finish(1)])
  await chat.send('Hello', ask)

  await userEvent.click(page.getByRole('button', { name: 'Copy' }))

  await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible()
})

test('C12: an empty edit is not sent, and Escape leaves the question as it was', async () => {
  await open(() => [start(), 'yes', finish(1)])
  await chat.send('Hello', ask)
  await userEvent.click(page.getByRole('button', { name: 'Edit message 1' }))
  const field = page.getByRole('textbox', { name: 'Your message 1' })
  await userEvent.clear(field)
  await userEvent.keyboard('{Enter}')
  await expect.element(field).toBeVisible()

  await userEvent.keyboard('{Escape}')

  await expect.element(page.getByText('Hello', { exact: true })).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Edit message 1' })).toHaveFocus()
  expect(chat.get().turns[0]?.versions).toEqual([1])
})

test('C12: a page that is hidden saves at once, and nothing of what breaks after it has left', async () => {
  const saved: string[] = []
  const { script, say } = puppet()
  await open(script, { load: () => null, save: (text) => void saved.push(text) })
  void chat.send('Hello', ask)
  await expect.poll(() => chat.get().turns[0]?.answer.translation).toBeDefined()
  say('so far')
  await expect.element(page.getByText('so far')).toBeVisible()

  window.dispatchEvent(new PageTransitionEvent('pagehide'))
  const atLeaving = saved.length
  chat.stop()
  window.dispatchEvent(new PageTransitionEvent('pagehide'))

  expect(saved.at(-1)).toMatch(/"text":"so far".*"task":\{"id":"[^"]+","seq":2,"left":true\}/)
  expect(saved).toHaveLength(atLeaving)
  window.dispatchEvent(new PageTransitionEvent('pageshow'))
  chat.draft.set('back')
  chat.close()
  expect(saved.at(-1)).toContain('"state":"cancelled"')
})

test('C12: a page that gets no frames still follows its answer', async () => {
  const frames = vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(0)
  const { script, say } = puppet()
  await open(script)
  void chat.send('Hello', ask)
  await expect.poll(() => chat.get().turns[0]?.answer.translation).toBeDefined()
  say('one')
  say(' two')

  await expect.poll(() => chat.get().turns[0]?.answer.text).toBe('one two')
  frames.mockRestore()
})
