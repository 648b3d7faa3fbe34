import { createRuntimesClient } from '@venom/runtimes/client'
import { afterEach, expect, test, vi } from 'vitest'

import { type Chats, createChats } from './chats.js'
import { createPreferences, type PreferenceStore } from './preferences.js'

const open: Chats[] = []

/** The storage of a browser. */
function storageOf(entries: Readonly<Record<string, string>> = {}): Storage {
  const map = new Map(Object.entries(entries))
  return {
    get length() {
      return map.size
    },
    key: (place) => [...map.keys()][place] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, text) => void map.set(key, text),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  }
}

interface Tab {
  readonly chats: Chats
  readonly preferences: PreferenceStore
}

/** A tab, and what it keeps through a reload. Its locks are those of a browser: they hold until it lets go. */
function openTab(storage: Storage, own = storageOf()): Tab {
  const preferences = createPreferences(
    () => storage,
    () => own,
  )
  const chats = createChats(createRuntimesClient({ baseUrl: 'http://127.0.0.1:9' }), preferences, storage)
  open.push(chats)
  return { chats, preferences }
}

/** Shows a new chat and writes something in it. */
async function beginAndWrite({ chats, preferences }: Tab, storage: Storage, text = 'a chat'): Promise<void> {
  chats.begin()
  storage.setItem(`venom-chat-${preferences.get().chat}`, text)
  await settled()
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
const keptIn = (storage: Storage): number =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((key) => /^venom-chat-\d+$/.test(key ?? ''))
    .length

afterEach(async () => {
  vi.unstubAllGlobals()
  // Two new chats, and a tab holds nothing of before; the tests have numbers apart from those.
  for (const chats of open.splice(0)) {
    chats.begin()
    chats.begin()
  }
  await settled()
})

test('“New chat”, however often, takes nothing from another tab', async () => {
  const storage = storageOf({ 'venom-chat-1': 'precious' })
  openTab(storage)
  const busy = openTab(storage)
  await settled()

  for (let times = 0; times < 30; times += 1) await beginAndWrite(busy, storage)

  expect(storage.getItem('venom-chat-1')).toBe('precious')
  expect(keptIn(storage)).toBe(21)
})

test('a tab that is reloaded shows its own chat, whatever another began', async () => {
  const storage = storageOf({ 'venom-chat-1': 'precious' })
  const own = storageOf()
  const before = openTab(storage, own)
  before.chats.begin()
  before.chats.goBack()
  const other = openTab(storage)

  other.chats.begin()

  expect(openTab(storage, own).preferences.get()).toMatchObject({ chat: '1', lastChat: '2' })
  expect(other.preferences.get().chat).toBe('3')
})

test('two tabs that begin a chat each have one of their own', () => {
  const storage = storageOf({ 'venom-chat-1': 'shared' })
  const [one, other] = [openTab(storage), openTab(storage)]

  one.chats.begin()
  other.chats.begin()

  expect([one, other].map(({ preferences }) => preferences.get().chat)).toEqual(['2', '3'])
})

test('the oldest chats go with their copies, when there are more than 20 and when they fill the storage', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`venom-chat-${at + 101}`, 'old']))
  const storage = storageOf({ ...many, 'venom-chat-101-unread': 'copy', 'venom.chat': '130' })
  const tab = openTab(storage)

  await beginAndWrite(tab, storage)
  expect(storage.getItem('venom-chat-101-unread')).toBe(null)
  expect(keptIn(storage)).toBe(20)
  await beginAndWrite(tab, storage, 'x'.repeat(2_000_000))
  await beginAndWrite(tab, storage, 'x'.repeat(2_000_000))
  await beginAndWrite(tab, storage)
  await beginAndWrite(tab, storage)

  // One of 2,000,000 units and two that are shown or can be gone back to.
  expect(keptIn(storage)).toBe(3)
})

test('where a browser does not say what its tabs hold, the last 20 are kept', async () => {
  vi.stubGlobal('navigator', {})
  const storage = storageOf({ 'venom-chat-1': 'precious' })
  const tab = openTab(storage)

  for (let times = 0; times < 19; times += 1) await beginAndWrite(tab, storage, 'x'.repeat(500_000))
  expect(storage.getItem('venom-chat-1')).toBe('precious')
  for (let times = 0; times < 3; times += 1) await beginAndWrite(tab, storage)

  expect(storage.getItem('venom-chat-1')).toBe(null)
})

test('a new chat can be begun where nothing can be kept', () => {
  const preferences = createPreferences(() => storageOf())
  const refuse = (): never => {
    throw new DOMException('denied', 'SecurityError')
  }
  const storage = { ...storageOf(), key: refuse, getItem: refuse }
  const chats = createChats(createRuntimesClient({ baseUrl: 'http://127.0.0.1:9' }), preferences, storage)

  chats.begin()

  expect(preferences.get()).toMatchObject({ chat: '2', lastChat: '1' })
})
