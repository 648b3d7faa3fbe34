import { afterEach, expect, test } from 'vitest'

import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import { finish, model, type Script, type ScriptedServer, serveScript, start } from './scripted-server.fixture.js'
import { parseTranscript } from './transcript-format.js'
import type { TranscriptStorage } from './transcript-storage.js'

const ask = { model }
const open: { close(): unknown }[] = []
const counting: Script = (_request, before) => [start(), `answer ${before + 1}`, finish(2)]

afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})

/** One entry of a browser's storage: each tab hears what the others save, and not what it saved itself. */
function entry(kept: string | null = null): {
  readonly text: () => string | null
  tab(hears?: boolean): TranscriptStorage
} {
  const listeners = new Map<TranscriptStorage, () => void>()
  let text = kept
  return {
    text: () => text,
    tab(hears = true) {
      const storage: TranscriptStorage = {
        load: () => text,
        save(next) {
          text = next
          for (const [other, listener] of listeners) if (other !== storage) listener()
        },
        ...(hears && {
          subscribe(listener) {
            listeners.set(storage, listener)
            return () => listeners.delete(storage)
          },
        }),
      }
      return storage
    },
  }
}

function serve(script: Script): ScriptedServer {
  const server = serveScript(script)
  open.push(server)
  return server
}

function openTab(server: ScriptedServer, storage: TranscriptStorage): ChatStore {
  const chat = createChatStore(server.client, { storage })
  open.push(chat)
  return chat
}

const questions = (chat: ChatStore): readonly string[] => chat.get().turns.map(({ content }) => content)
const texts = (chat: ChatStore): readonly string[] => chat.get().turns.map(({ answer }) => answer.text)

test('C12: a letter typed in an old tab does not take away what another tab asked', async () => {
  const server = serve(counting)
  const kept = entry()
  const one = openTab(server, kept.tab(false))
  await one.send('first', ask)
  await expect.poll(() => kept.text(), { timeout: 5_000 }).toContain('answer 1')
  const other = openTab(server, kept.tab(false))
  await other.send('second', ask)
  other.close()

  one.draft.set('x')
  one.close()

  const after = openTab(server, kept.tab())
  expect(texts(after)).toEqual(['answer 1', 'answer 2'])
  expect(after.draft.get()).toBe('x')
})

test('C12: what two tabs asked at once is all there, as versions of one place', async () => {
  const server = serve(counting)
  const kept = entry()
  const one = openTab(server, kept.tab(false))
  const other = openTab(server, kept.tab(false))
  await one.send('from one', ask)
  await other.send('from the other', ask)

  one.close()
  other.close()

  const after = openTab(server, kept.tab())
  expect(questions(after)).toEqual(['from the other'])
  expect(after.get().turns[0]?.versions).toHaveLength(2)
  after.show(after.get().turns[0]?.versions.at(-1) ?? 0)
  expect(questions(after)).toEqual(['from one'])
})

test('C12: both tabs show at once what one of them saved, and neither saves it again', async () => {
  const server = serve(counting)
  const kept = entry()
  const one = openTab(server, kept.tab())
  const other = openTab(server, kept.tab())

  await one.send('first', ask)
  await expect.poll(() => texts(other), { timeout: 5_000 }).toEqual(['answer 1'])
  await other.send('second', ask)
  await expect.poll(() => texts(one), { timeout: 5_000 }).toEqual(['answer 1', 'answer 2'])

  const saved = kept.text()
  one.close()
  other.close()
  expect(kept.text()).toBe(saved)
  expect(server.asked.at(-1)?.messages).toHaveLength(3)
})

test('C12: an answer that another tab asked for is read along, and asking here does not end it', async () => {
  const hold = Promise.withResolvers<void>()
  const server = serve((request, before) =>
    before === 0 ? [start(), 'before ', { until: hold.promise }, 'and after', finish(2)] : counting(request, before),
  )
  const kept = entry()
  const one = openTab(server, kept.tab())
  const asked = one.send('first', ask)
  await expect.poll(() => kept.text(), { timeout: 5_000 }).toContain('before ')
  const other = openTab(server, kept.tab())
  expect(other.get()).toMatchObject({ isAnswering: true, turns: [{ answer: { state: 'writing', text: 'before ' } }] })

  await other.send('second', ask)
  expect(server.stops()).toBe(0)
  hold.resolve()
  await asked

  await expect.poll(() => texts(other)).toEqual(['before and after', 'answer 2'])
  await expect.poll(() => texts(one), { timeout: 5_000 }).toEqual(['before and after', 'answer 2'])
})

test('C12: a tab that is closed leaves the answer of another alone; Stop ends it from any', async () => {
  const hold = Promise.withResolvers<void>()
  const server = serve(() => [start(), 'before ', { until: hold.promise }])
  const kept = entry()
  const one = openTab(server, kept.tab())
  const asked = one.send('first', ask)
  await expect.poll(() => kept.text(), { timeout: 5_000 }).toContain('before ')
  openTab(server, kept.tab()).close()
  const other = openTab(server, kept.tab())
  expect(one.get().isAnswering).toBe(true)

  other.stop()
  await asked

  expect(server.stops()).toBe(1)
  expect([one, other].map((chat) => chat.get().turns[0]?.answer.state)).toEqual(['cancelled', 'cancelled'])
})

test('C12: what was removed or cleared in one tab is not brought back by another', async () => {
  const server = serve(counting)
  const kept = entry()
  const one = openTab(server, kept.tab(false))
  await one.send('first', ask)
  await one.send('second', ask)
  await expect.poll(() => kept.text(), { timeout: 5_000 }).toContain('answer 2')
  const other = openTab(server, kept.tab(false))

  one.clear()
  one.close()
  await other.send('third', ask)
  other.close()

  // What was asked without knowing of it stays.
  expect(questions(openTab(server, kept.tab()))).toEqual(['third'])
  expect(one.get().turns).toEqual([])
})

test('C12: a storage that takes its time is merged as well', async () => {
  const server = serve(counting)
  const kept = entry()
  const slow = (storage: TranscriptStorage): TranscriptStorage => ({
    load: async () => storage.load(),
    save: async (text) => storage.save(text),
  })
  const one = openTab(server, slow(kept.tab()))
  const other = openTab(server, slow(kept.tab()))
  await one.send('from one', ask)
  await expect.poll(() => kept.text(), { timeout: 5_000 }).toContain('answer 1')
  await other.send('from the other', ask)

  await expect.poll(() => kept.text(), { timeout: 5_000 }).toContain('answer 2')

  expect(parseTranscript(kept.text() ?? '')?.thread.turns).toHaveLength(2)
})

test('C12: chats of before, whose turns have no keys, are the same in all tabs', async () => {
  const server = serve(counting)
  const kept = entry()
  const first = openTab(server, kept.tab())
  await first.send('first', ask)
  first.close()
  const old = entry((kept.text() ?? '').replace(/"key":"[^"]*",/, ''))
  const one = openTab(server, old.tab(false))
  const other = openTab(server, old.tab(false))

  one.draft.set('x')
  one.close()
  other.draft.set('y')
  other.close()

  expect(parseTranscript(old.text() ?? '')?.thread.turns).toHaveLength(1)
})
