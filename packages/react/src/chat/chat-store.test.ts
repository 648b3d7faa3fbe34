import { VenomError } from '@venom/core'
import { afterEach, describe, expect, test } from 'vitest'

import type { ChatStore } from './chat-contract.js'
import { createChatStore } from './chat-store.js'
import {
  finish,
  model,
  type Script,
  type ScriptedServer,
  serveScript,
  start,
  words,
} from './scripted-server.fixture.js'

const open: ScriptedServer[] = []
const ask = { model }

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

function serve(script: Script): { readonly server: ScriptedServer; readonly chat: ChatStore } {
  const server = serveScript(script)
  open.push(server)
  return { server, chat: createChatStore(server.client) }
}

/** Answers with the number of the question. */
const counting: Script = (_request, before) => [start(), `answer ${before + 1}`, finish(2)]

function texts(chat: ChatStore): readonly string[] {
  return chat.get().turns.map(({ answer }) => answer.text)
}

function deferred(): PromiseWithResolvers<void> {
  return Promise.withResolvers<void>()
}

describe('publishing', () => {
  test('C12: many pieces are told in few publications, the first and the last at once', async () => {
    const { chat } = serve(() => [start(), ...words('word '.repeat(400)), finish(400)])
    let told = 0
    chat.subscribe(() => (told += 1))

    await chat.send('Say a lot.', ask)

    expect(told).toBeLessThan(100)
    expect(texts(chat)[0]).toHaveLength(2_000)
  })

  test('C12: settled turns keep their identity while a later one is written', async () => {
    const { chat } = serve(counting)
    await chat.send('one', ask)
    const [first] = chat.get().turns
    const identities = new Set<unknown>()
    chat.subscribe(() => identities.add(chat.get().turns[0]))

    await chat.send('two', ask)

    expect([...identities]).toEqual([first])
    expect(chat.get().turns[0]).toBe(first)
  })

  test('C12: the list of ids changes only when a turn comes or goes', async () => {
    const { chat } = serve(() => [start(), 'a', 'b', 'c', finish(3)])
    const lists = new Set<unknown>()
    chat.subscribe(() => lists.add(chat.get().ids))

    await chat.send('one', ask)

    expect(lists.size).toBe(1)
  })

  test('C12: what this page saw is counted from sending, beside the server’s own times', async () => {
    const { chat } = serve(() => [start(), { type: 'reasoning-delta', text: 'hm' }, 'yes', ' no', finish(3)])

    await chat.send('one', ask)

    const { seen, answer } = chat.get().turns[0] ?? {}
    expect(seen?.pieces).toBe(3)
    expect(seen?.first).toBeLessThanOrEqual(seen?.text ?? 0)
    expect(seen?.text).toBeLessThanOrEqual(seen?.last ?? 0)
    expect(answer?.timings.first_token).toBe(152)
  })
})

describe('asking', () => {
  test('C12: a stopped answer keeps its text at once, and the server stops', async () => {
    const hold = deferred()
    const { chat, server } = serve(() => [start(), 'so far', { until: hold.promise }, ' never'])
    const sent = chat.send('one', ask)
    await expect.poll(() => texts(chat)).toEqual(['so far'])

    chat.stop()

    expect(chat.get()).toMatchObject({
      isAnswering: false,
      turns: [{ answer: { state: 'cancelled', text: 'so far' } }],
    })
    await sent
    await expect.poll(() => server.stops()).toBe(1)
  })

  test('C12: a question while an answer is written stops it first', async () => {
    const hold = deferred()
    const { chat } = serve((_request, before) =>
      before === 0 ? [start(), 'so far', { until: hold.promise }] : [start(), 'done', finish(1)],
    )
    const sent = chat.send('one', ask)
    await expect.poll(() => texts(chat)).toEqual(['so far'])

    await chat.send('two', ask)
    await sent

    expect(chat.get().turns.map(({ answer }) => answer.state)).toEqual(['cancelled', 'finished'])
  })

  test('C12: the next question carries the conversation, without turns that have no answer', async () => {
    const { chat, server } = serve((_request, before) =>
      before === 1 ? [start(), { fail: new VenomError('runtime.failed', 'It broke.') }] : counting(_request, before),
    )
    await chat.send('one', ask)
    await chat.send('two', ask)

    await chat.send('three', ask)

    expect(server.asked.at(-1)?.messages).toEqual([
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'answer 1' },
      { role: 'user', content: 'three' },
    ])
  })

  test('C12: a failure keeps the partial text and says what happened', async () => {
    const { chat } = serve(() => [start(), 'half', { fail: new VenomError('runtime.failed', 'It broke.') }])

    await chat.send('one', ask)

    expect(chat.get().turns[0]?.answer).toMatchObject({
      state: 'failed',
      text: 'half',
      error: { code: 'runtime.failed', message: 'It broke.' },
    })
  })

  test('C12: a stream that ends without its last event is a failure', async () => {
    const { chat } = serve(() => [start(), 'half'])

    await chat.send('one', ask)

    expect(chat.get().turns[0]?.answer).toMatchObject({
      state: 'failed',
      text: 'half',
      error: { code: 'runtime.stream_truncated' },
    })
  })

  test('C12: a chat that is closed stops its answer and tells nobody any more', async () => {
    const hold = deferred()
    const { chat, server } = serve(() => [start(), 'so far', { until: hold.promise }])
    const sent = chat.send('one', ask)
    await expect.poll(() => texts(chat)).toEqual(['so far'])

    chat.close()
    await sent

    expect(chat.get().turns[0]?.answer.state).toBe('cancelled')
    await expect.poll(() => server.stops()).toBe(1)
  })
})

describe('versions', () => {
  test('C12: asking again keeps the old answer as a version', async () => {
    const { chat } = serve(counting)
    await chat.send('one', ask)

    await chat.again()

    const [turn] = chat.get().turns
    expect(texts(chat)).toEqual(['answer 2'])
    expect(turn).toMatchObject({ content: 'one', versions: [1, 2] })
    chat.show(1)
    expect(texts(chat)).toEqual(['answer 1'])
  })

  test('C12: editing a turn asks anew from there, and stepping back brings what followed', async () => {
    const { chat, server } = serve(counting)
    await chat.send('one', ask)
    await chat.send('two', ask)

    await chat.edit(1, 'uno')

    expect(chat.get().turns).toMatchObject([{ content: 'uno', versions: [1, 3], answer: { text: 'answer 3' } }])
    expect(server.asked.at(-1)?.messages).toEqual([{ role: 'user', content: 'uno' }])
    chat.show(1)
    expect(chat.get().turns.map(({ content }) => content)).toEqual(['one', 'two'])
  })

  test('C12: an answer goes on while another version is shown', async () => {
    const hold = deferred()
    const { chat } = serve((request, before) =>
      before === 0 ? counting(request, before) : [start(), 'new ', { until: hold.promise }, 'text', finish(2)],
    )
    await chat.send('one', ask)
    const again = chat.again()
    await expect.poll(() => texts(chat)).toEqual(['new '])
    chat.show(1)
    expect(chat.get()).toMatchObject({ isAnswering: true, turns: [{ id: 1 }] })

    hold.resolve()
    await again
    chat.show(2)

    expect(texts(chat)).toEqual(['new text'])
  })

  test('C12: what failed without a word is replaced, not kept', async () => {
    const { chat } = serve((request, before) =>
      before === 0 ? [start(), { fail: new VenomError('runtime.failed', 'It broke.') }] : counting(request, before),
    )
    await chat.send('one', ask)

    await chat.again()

    expect(chat.get().turns).toMatchObject([{ versions: [2], answer: { state: 'finished' } }])
  })

  test('C12: removing a turn takes what follows; another version takes its place', async () => {
    const { chat } = serve(counting)
    await chat.send('one', ask)
    await chat.again()
    await chat.send('two', ask)

    chat.remove(2)

    expect(chat.get().turns).toMatchObject([{ id: 1, versions: [1] }])
  })

  test('C12: a new chat ends the running answer and starts empty', async () => {
    const hold = deferred()
    const { chat, server } = serve(() => [start(), 'so far', { until: hold.promise }])
    const sent = chat.send('one', ask)
    await expect.poll(() => texts(chat)).toEqual(['so far'])

    chat.clear()
    await sent

    expect(chat.get()).toMatchObject({ turns: [], ids: [], isAnswering: false })
    await expect.poll(() => server.stops()).toBe(1)
  })
})
