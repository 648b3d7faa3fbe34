import { afterEach, expect, onTestFinished, test, vi } from 'vitest'

import { createChatStore } from './chat-store.js'
import { finish, model, type ScriptedServer, serveScript, start } from './scripted-server.fixture.js'
import { createEncoder, maxKeptDraft, parseTranscript } from './transcript-format.js'
import { type TranscriptStorage, webTranscriptStorage } from './transcript-storage.js'
import { emptyThread } from './thread.js'

const ask = { model }
const newer = '{"format":"venom-chat","version":2,"turns":["of a newer version"]}'
const open: ScriptedServer[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

function serve(): ScriptedServer {
  const server = serveScript((_request, before) => [start(), `answer ${before + 1}`, finish(2)])
  open.push(server)
  return server
}

/** The storage of a browser, which takes so many characters an entry. */
function browserOf(entries: Readonly<Record<string, string>> = {}): {
  readonly kept: Map<string, string>
  readonly room: { characters: number }
  readonly storage: TranscriptStorage
} {
  const kept = new Map(Object.entries(entries))
  const room = { characters: 1_000_000 }
  const storage = webTranscriptStorage('k', {
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, text) {
      if (text.length > room.characters) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, text)
    },
  })
  return { kept, room, storage }
}

test('C12: a chat that cannot be read is copied aside before the next question replaces it, and said to be', async () => {
  const { kept, storage } = browserOf({ k: newer })
  const chat = createChatStore(serve().client, { storage })
  expect(chat.get().notices).toEqual(['set-aside'])

  chat.draft.set('half a thou')
  chat.close()
  expect([...kept]).toEqual([['k', newer]])
  const again = createChatStore(serve().client, { storage })
  await again.send('one', ask)
  again.close()

  expect(kept.get('k-unread')).toBe(newer)
  expect(parseTranscript(kept.get('k') ?? '')?.thread.turns).toMatchObject([{ content: 'one' }])
  expect(again.get().notices).toEqual(['set-aside'])
})

test('C12: what a newer version writes while an older one is open is copied aside before it is replaced', async () => {
  const { kept, storage } = browserOf()
  const chat = createChatStore(serve().client, { storage })
  await chat.send('one', ask)
  await expect.poll(() => kept.get('k'), { timeout: 5_000 }).toContain('answer 1')

  kept.set('k', newer)
  await chat.send('two', ask)
  chat.close()

  expect(kept.get('k-unread')).toBe(newer)
  expect(parseTranscript(kept.get('k') ?? '')?.thread.turns).toHaveLength(2)
  expect(chat.get().notices).toEqual(['set-aside'])
})

test('C12: where there is no room for the copy, nothing is replaced', async () => {
  const { kept, room, storage } = browserOf({ k: newer })
  room.characters = 10
  const chat = createChatStore(serve().client, { storage })

  await chat.send('one', ask)
  chat.close()

  await expect.poll(() => chat.get().notices).toEqual(['set-aside', 'not-saved'])
  expect([...kept]).toEqual([['k', newer]])
})

test('C12: a storage without room for a copy of what is kept elsewhere says that it is replaced', () => {
  const chat = createChatStore(serve().client, { storage: { load: () => newer, save: () => undefined } })

  expect(chat.get().notices).toEqual(['unreadable'])
  chat.close()
})

test('C12: what could not be saved is saved as soon as there is room, without another change', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { kept, room, storage } = browserOf()
  room.characters = 10
  const chat = createChatStore(serve().client, { storage })
  onTestFinished(chat.close)
  chat.draft.set('a thought')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(chat.get().notices).toEqual(['not-saved'])

  room.characters = 1_000
  await vi.advanceTimersByTimeAsync(5_000)

  expect(parseTranscript(kept.get('k') ?? '')?.draft).toBe('a thought')
  expect(chat.get().notices).toEqual([])
})

test('C12: what could not be saved is tried once more when the page goes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { kept, room, storage } = browserOf()
  room.characters = 10
  const chat = createChatStore(serve().client, { storage })
  chat.draft.set('a thought')
  await vi.advanceTimersByTimeAsync(1_000)

  room.characters = 1_000
  chat.close()
  await vi.advanceTimersByTimeAsync(0)

  expect(parseTranscript(kept.get('k') ?? '')?.draft).toBe('a thought')
})

test('C12: of a draft that is too long to be kept its beginning is, and the chat says so', () => {
  const { kept, storage } = browserOf()
  const chat = createChatStore(serve().client, { storage })
  chat.draft.set(`${'x'.repeat(maxKeptDraft - 1)}😀`)
  expect(chat.get().notices).toEqual(['draft-cut'])
  chat.close()

  expect(parseTranscript(kept.get('k') ?? '')?.draft).toBe('x'.repeat(maxKeptDraft - 1))
  chat.draft.set('short')
  expect(chat.get().notices).toEqual([])
})

test('C12: a draft that an older version kept whole is not read whole', () => {
  const written = createEncoder()({ thread: emptyThread, removed: new Set(), draft: 'd', leftOut: 0 })

  const read = parseTranscript(written.replace('"draft":"d"', `"draft":"${'d'.repeat(maxKeptDraft + 1)}"`))

  expect(read?.draft).toHaveLength(maxKeptDraft)
})
