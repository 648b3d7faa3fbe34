import { afterEach, expect, onTestFinished, test, vi } from 'vitest'

import { createChatStore } from './chat-store.js'
import { finish, model, type Script, type ScriptedServer, serveScript, start } from './scripted-server.fixture.js'
import { parseTranscript } from './transcript-format.js'
import { type TranscriptStorage, webTranscriptStorage } from './transcript-storage.js'

const open: ScriptedServer[] = []
const ask = { model }

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

function serve(script: Script, graceMs = 10_000): ScriptedServer {
  const server = serveScript(script, { graceMs })
  open.push(server)
  return server
}

/** Storage of one browser, as far as a chat needs it. */
function memory(kept: string | null = null): TranscriptStorage & { text: string | null } {
  return {
    text: kept,
    load() {
      return this.text
    },
    save(text) {
      this.text = text
    },
  }
}

test('C12: a chat survives a reload, its draft and its versions too', async () => {
  const server = serve((_request, before) => [start(), `answer ${before + 1}`, finish(2)])
  const storage = memory()
  const before = createChatStore(server.client, { storage })
  await before.send('one', ask)
  await before.again()
  before.draft.set('half a thou')
  before.close()

  const after = createChatStore(server.client, { storage })

  expect(after.get().turns).toEqual(before.get().turns)
  expect(after.draft.get()).toBe('half a thou')
  after.show(1)
  expect(after.get().turns[0]?.answer.text).toBe('answer 1')
  after.close()
})

test('C12: an answer that was running when the page went is read on to its end', async () => {
  const hold = Promise.withResolvers<void>()
  const server = serve(() => [start(), 'before ', { until: hold.promise }, 'and after', finish(2)])
  const storage = memory()
  const before = createChatStore(server.client, { storage })
  void before.send('one', ask)
  // The page goes away without a word: only what was saved meanwhile is left.
  await expect.poll(() => storage.text ?? '', { timeout: 5_000 }).toContain('before ')

  const after = createChatStore(server.client, { storage: memory(storage.text) })
  expect(after.get()).toMatchObject({ isAnswering: true, turns: [{ answer: { text: 'before ', state: 'writing' } }] })
  hold.resolve()

  await expect.poll(() => after.get().isAnswering).toBe(false)
  expect(after.get().turns[0]).toMatchObject({
    answer: { state: 'finished', text: 'before and after' },
    seen: { pieces: 2 },
  })
  expect(after.get().turns[0]).not.toHaveProperty('task')
  after.close()
  before.close()
})

test('C05, C12: an answer that is stopped after a reload ends on the server', async () => {
  const hold = Promise.withResolvers<void>()
  const server = serve(() => [start(), 'before ', { until: hold.promise }])
  const storage = memory()
  const before = createChatStore(server.client, { storage })
  void before.send('one', ask)
  await expect.poll(() => storage.text ?? '', { timeout: 5_000 }).toContain('before ')
  const after = createChatStore(server.client, { storage: memory(storage.text) })
  expect(server.stops()).toBe(0)

  after.stop()

  expect(after.get()).toMatchObject({
    isAnswering: false,
    turns: [{ answer: { state: 'cancelled', text: 'before ' } }],
  })
  await expect.poll(() => server.stops()).toBe(1)
  after.close()
  before.close()
})

test('C12: an answer whose task the server no longer knows is broken off, with its text', async () => {
  const hold = Promise.withResolvers<void>()
  const server = serve(() => [start(), 'before ', { until: hold.promise }])
  const storage = memory()
  const before = createChatStore(server.client, { storage })
  void before.send('one', ask)
  await expect.poll(() => storage.text ?? '', { timeout: 5_000 }).toContain('before ')

  const after = createChatStore(serve(() => []).client, { storage: memory(storage.text) })

  await expect.poll(() => after.get().isAnswering).toBe(false)
  expect(after.get().turns[0]?.answer).toMatchObject({
    state: 'failed',
    text: 'before ',
    error: { code: 'runtime.stream_truncated', details: { reloaded: true } },
  })
  after.close()
  before.close()
})

test('C12: a question that was not taken yet when the page went is broken off', async () => {
  const storage = memory(
    `{"format":"venom-chat","version":1,"left_out":0,"draft":"","shown":[[0,1]],"turns":[{"id":1,"parent":0,"content":"one",
    "options":{"model":"m"},"seen":{"pieces":0},
    "answer":{"state":"waiting","text":"","reasoning":"","tool_calls":[],"usage":{},"timings":{},"warnings":[]}}]}`,
  )

  const chat = createChatStore(serve(() => []).client, { storage })

  expect(chat.get()).toMatchObject({ isAnswering: false, turns: [{ answer: { state: 'failed' } }] })
  chat.close()
})

test('C12: a chat that cannot be read starts empty and says so', () => {
  const chat = createChatStore(serve(() => []).client, { storage: memory('{"format":"venom-chat","version":2}') })

  expect(chat.get()).toMatchObject({ turns: [], notices: ['unreadable'] })
  chat.close()
})

test('C12: a storage that refuses is told, and the chat goes on', async () => {
  const full = (): never => {
    throw new Error('QuotaExceededError')
  }
  const storage = webTranscriptStorage('k', { getItem: full, setItem: full })
  const chat = createChatStore(serve(() => [start(), 'yes', finish(1)]).client, { storage })
  expect(chat.get().notices).toEqual(['unreadable'])

  await chat.send('one', ask)

  await expect.poll(() => chat.get().notices, { timeout: 5_000 }).toContain('not-saved')
  expect(chat.get().turns[0]?.answer.text).toBe('yes')
  chat.close()
})

test('C12: a storage that takes its time is waited for, and so is a question', async () => {
  const read = Promise.withResolvers<string | null>()
  const server = serve((_request, before) => [start(), `answer ${before + 1}`, finish(2)])
  const kept = memory()
  const first = createChatStore(server.client, { storage: kept })
  await first.send('one', ask)
  first.close()
  const chat = createChatStore(server.client, { storage: { load: () => read.promise, save: () => undefined } })
  expect(chat.get().isLoading).toBe(true)

  const sent = chat.send('two', ask)
  read.resolve(kept.text)
  await sent

  expect(chat.get()).toMatchObject({ isLoading: false, turns: [{ content: 'one' }, { content: 'two' }] })
  chat.close()
})

test('C12: many changes are saved once', async () => {
  const save = vi.fn<(text: string) => void>()
  const server = serve(() => [start(), ...Array.from({ length: 50 }, () => 'a '), finish(50)])
  const chat = createChatStore(server.client, { storage: { load: () => null, save } })

  await chat.send('one', ask)
  chat.close()

  expect(save).toHaveBeenCalledTimes(1)
  expect(save.mock.lastCall?.[0]).toContain('"state":"finished"')
})

test('C12: a chat that was closed while it was read neither asks the server nor keeps anything', async () => {
  const hold = Promise.withResolvers<void>()
  const server = serve(() => [start(), 'before ', { until: hold.promise }])
  const kept = memory()
  const before = createChatStore(server.client, { storage: kept })
  void before.send('one', ask)
  await expect.poll(() => kept.text ?? '', { timeout: 5_000 }).toContain('before ')
  const read = Promise.withResolvers<string | null>()
  const save = vi.fn<(text: string) => void>()
  const chat = createChatStore(server.client, { storage: { load: () => read.promise, save } })

  chat.close()
  read.resolve(kept.text)
  await read.promise
  await Promise.resolve()

  expect(chat.get()).toMatchObject({ isLoading: false, isAnswering: false, turns: [] })
  chat.draft.set('more')
  chat.close()
  expect(save).not.toHaveBeenCalled()
  before.close()
})

test('C12: a chat that was closed saves nothing more', () => {
  vi.useFakeTimers()
  const storage = memory()
  const chat = createChatStore(serve(() => []).client, { storage })
  chat.draft.set('kept')
  chat.close()

  chat.draft.set('too late')
  vi.runAllTimers()
  vi.useRealTimers()

  expect(parseTranscript(storage.text ?? '')?.draft).toBe('kept')
})

test('C12: a chat that was emptied while it was read stays empty', async () => {
  const server = serve(() => [start(), 'yes', finish(1)])
  const kept = memory()
  const first = createChatStore(server.client, { storage: kept })
  await first.send('one', ask)
  first.close()
  const read = Promise.withResolvers<string | null>()
  const chat = createChatStore(server.client, { storage: { load: () => read.promise, save: () => undefined } })

  chat.clear()
  read.resolve(kept.text)
  await expect.poll(() => chat.get().isLoading).toBe(false)

  expect(chat.get().turns).toEqual([])
  chat.close()
})

test('C12: what cannot be read is replaced with the next question, not with a draft', async () => {
  const unreadable = '{"format":"venom-chat","version":2}'
  const storage = memory(unreadable)
  const chat = createChatStore(serve(() => [start(), 'yes', finish(1)]).client, { storage })

  chat.draft.set('half a thou')
  chat.close()
  expect(storage.text).toBe(unreadable)

  const again = createChatStore(serve(() => [start(), 'yes', finish(1)]).client, { storage })
  await again.send('one', ask)
  again.close()
  expect(again.get().notices).toEqual([])
  expect(parseTranscript(storage.text ?? '')?.thread.turns).toMatchObject([{ content: 'one' }])
})

test('where a server renders the page nothing is kept, and nothing is complained of', () => {
  const chat = createChatStore(serve(() => []).client, { storage: webTranscriptStorage() })

  expect(chat.get()).toMatchObject({ turns: [], notices: [] })
})

test('a slow storage gets one save after the other, the newest last', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const saves: { readonly draft: unknown; readonly done: () => void }[] = []
  const storage: TranscriptStorage = {
    load: () => null,
    save: (text) => new Promise((done) => saves.push({ draft: parseTranscript(text)?.draft, done })),
  }
  const chat = createChatStore(serve(() => []).client, { storage })

  chat.draft.set('one')
  await vi.advanceTimersByTimeAsync(1_100)
  chat.draft.set('two')
  await vi.advanceTimersByTimeAsync(1_100)
  expect(saves.map(({ draft }) => draft)).toEqual(['one'])
  saves[0]?.done()
  await vi.advanceTimersByTimeAsync(0)
  expect(saves.map(({ draft }) => draft)).toEqual(['one', 'two'])
})

test('asking an unknown turn again leaves the running answer alone', async () => {
  const hold = Promise.withResolvers<void>()
  const chat = createChatStore(serve(() => [start(), 'before ', { until: hold.promise }, 'after', finish(2)]).client)
  const asking = chat.send('one', ask)
  await expect.poll(() => chat.get().turns[0]?.answer.text).toBe('before ')

  await chat.again(999)
  hold.resolve()
  await asking

  expect(chat.get().turns[0]?.answer).toMatchObject({ state: 'finished', text: 'before after' })
})
