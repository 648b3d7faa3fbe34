import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

import { type ChatEvent, type ChatOptions, VenomError } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { afterEach, describe, expect, test } from 'vitest'

import { readSse } from './read-sse.js'
import { type RunningAnswers, streamChat } from './stream-chat.js'
import { createTransport } from './transport.js'

const cleanUps: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

type Answering = (reply: ServerResponse, request: IncomingMessage) => void

const sse = { 'content-type': 'text/event-stream' }
const done = 'data: [DONE]\n\n'
const word = (text: string): string => `data: ${JSON.stringify({ text })}\n\n`

describe('an answer that goes well', () => {
  test('C02: has one start first, its text in order, and one finish last', async () => {
    const { events } = await ask((reply) => reply.writeHead(200, sse).end(word('a') + word('b') + done))

    expect(events.map(({ type }) => type).filter((type) => type !== 'progress')).toEqual([
      'start',
      'text-delta',
      'text-delta',
      'finish',
    ])
    expect(events[0]?.type).toBe('start')
    expect(events.at(-1)?.type).toBe('finish')
  })

  test('C03: marks connection, headers, first byte, first token and first text in this order', async () => {
    const { events } = await ask((reply) => reply.writeHead(200, sse).end(word('a') + done))
    const marks = events.filter((event) => event.type === 'progress')

    expect(marks.map(({ phase }) => phase)).toEqual(['connected', 'headers', 'first_byte', 'first_token', 'first_text'])
    expect(marks.map(({ at_ms }) => at_ms)).toEqual(marks.map(({ at_ms }) => at_ms).toSorted((a, b) => a - b))
  })

  test('C05: nothing is sent before the first item is asked for', async () => {
    let asked = 0
    const chat = await prepare((reply) => {
      asked += 1
      reply.writeHead(200, sse).end(done)
    })
    const answer = chat()
    await wait(30)
    expect(asked).toBe(0)

    await answer.next()
    await answer.return?.()
  })
})

describe('an answer that ends badly', () => {
  const partial = (text: string) => expect.objectContaining({ text })

  test('C06: a stream that ends without its terminator is truncated, and keeps its text', async () => {
    const { error } = await ask((reply) => reply.writeHead(200, sse).end(word('half')))
    expect(error).toMatchObject({ code: 'runtime.stream_truncated', partial: partial('half'), retryable: true })
  })

  test('C06: a socket that is cut in mid-answer is a truncation too', async () => {
    const { error } = await ask((reply) => {
      reply.writeHead(200, sse).write(word('half'))
      setTimeout(() => reply.socket?.resetAndDestroy(), 20)
    })
    expect(error).toMatchObject({ code: 'runtime.stream_truncated', partial: partial('half') })
  })

  test('C06: an event that is not JSON is named', async () => {
    const { error } = await ask((reply) => reply.writeHead(200, sse).end(`${word('half')}data: {"te\n\n`))
    expect(error).toMatchObject({ code: 'runtime.stream_malformed', partial: partial('half') })
  })

  test('C06: a page in place of a stream is somebody else', async () => {
    const { error } = await ask((reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<h1>hi</h1>'))
    expect(error).toMatchObject({ code: 'runtime.foreign' })
  })

  test('C06: what does not speak HTTP is somebody else', async () => {
    const { error } = await ask((reply) => reply.socket?.end('SSH-2.0-OpenSSH_9\r\n'))
    expect(error).toMatchObject({ code: 'runtime.foreign' })
  })

  test('an error page of any size is read up to a limit', async () => {
    const { error } = await ask((reply) => reply.writeHead(500).end('x'.repeat(10 << 20)))
    expect(error).toMatchObject({ code: 'runtime.failed' })
    expect(String(error)).toMatch(/500 \d{1,5}$/)
  })

  test('a server that is not there is unreachable, and worth another try', async () => {
    const chat = await prepare(() => undefined, { url: 'http://127.0.0.1:1' })
    await expect(collect(chat())).rejects.toMatchObject({ code: 'runtime.unreachable', retryable: true })
  })
})

describe('timeouts', () => {
  const silent: Answering = (reply) => void reply
  const stuck: Answering = (reply) => void reply.writeHead(200, sse).write(word('half'))

  test('C04: no byte in time', async () => {
    const { error } = await ask(silent, { timeouts: { firstByteMs: 30 } })
    expect(error).toMatchObject({ code: 'runtime.timeout', details: { phase: 'first_byte', limit_ms: 30 } })
  })

  test('C04: bytes but no token in time', async () => {
    const { error } = await ask((reply) => void reply.writeHead(200, sse).write(':\n\n'), {
      timeouts: { firstTokenMs: 60 },
    })
    expect(error).toMatchObject({ code: 'runtime.timeout', details: { phase: 'first_token' } })
  })

  test('C04: silence in mid-answer keeps the text', async () => {
    const { error } = await ask(stuck, { timeouts: { idleMs: 60 } })
    expect(error).toMatchObject({ details: { phase: 'idle' }, partial: { text: 'half' } })
  })

  test('C04: the whole takes too long though it goes on', async () => {
    const { error } = await ask(
      (reply) => {
        reply.writeHead(200, sse)
        const timer = setInterval(() => reply.write(word('a')), 10)
        reply.on('close', () => clearInterval(timer))
      },
      { timeouts: { totalMs: 100, idleMs: 10_000 } },
    )
    expect(error).toMatchObject({ details: { phase: 'total' } })
  })

  test('C04: comments are signs of life', async () => {
    const { events, error } = await ask(
      (reply) => {
        reply.writeHead(200, sse)
        const timer = setInterval(() => reply.write(':\n\n'), 20)
        setTimeout(() => {
          clearInterval(timer)
          reply.end(word('late') + done)
        }, 300)
      },
      { timeouts: { idleMs: 150 } },
    )
    expect(error).toBeNull()
    expect(events).toContainEqual({ type: 'text-delta', text: 'late' })
  })

  test('C04: a reader who takes his time is no silence of the server', async () => {
    const chat = await prepare((reply) => reply.writeHead(200, sse).end(word('a').repeat(20_000) + done), {
      timeouts: { idleMs: 60 },
    })
    let count = 0
    for await (const event of chat()) {
      if (event.type === 'text-delta') count += 1
      if (count === 10) await wait(200)
    }
    expect(count).toBe(20_000)
  })
})

describe('leaving', () => {
  const endless: Answering = (reply) => {
    reply.writeHead(200, sse)
    const timer = setInterval(() => reply.write(word('a')), 5)
    reply.on('close', () => clearInterval(timer))
  }

  test('C05: breaking out of the loop closes the socket', async () => {
    const closed = Promise.withResolvers<void>()
    const chat = await prepare((reply, request) => {
      request.socket.on('close', () => closed.resolve())
      endless(reply, request)
    })
    for await (const event of chat()) if (event.type === 'text-delta') break

    await expect(closed.promise).resolves.toBeUndefined()
  })

  test('C05: an abort in mid-answer throws with the text so far, and gives one receipt', async () => {
    const abort = new AbortController()
    const receipts: unknown[] = []
    const chat = await prepare(endless, { signal: abort.signal, onCancelled: (receipt) => receipts.push(receipt) })
    let seen = ''
    const reading = (async () => {
      for await (const event of chat()) {
        if (event.type === 'text-delta') seen += event.text
        if (seen.length === 5) abort.abort()
      }
    })()

    await expect(reading).rejects.toMatchObject({ code: 'runtime.cancelled', partial: { text: 'aaaaa' } })
    expect(seen).toBe('aaaaa')
    await expect.poll(() => receipts).toMatchObject([{ confirmed: false, by: 'socket-closed' }])
  })

  test('C05: a signal that is aborted already sends nothing', async () => {
    let asked = 0
    const chat = await prepare(() => (asked += 1), { signal: AbortSignal.abort() })
    await expect(collect(chat())).rejects.toMatchObject({ code: 'runtime.cancelled' })
    expect(asked).toBe(0)
  })

  test('closing the runtime ends its answers with what they have', async () => {
    const running: RunningAnswers = new Set()
    const chat = await prepare(endless, {}, running)
    const reading = collect(chat())
    await expect.poll(() => running.size).toBe(1)
    for (const end of running) end(new VenomError('runtime.closed', 'Closed.'))

    await expect(reading).rejects.toMatchObject({ code: 'runtime.closed' })
    expect(running.size).toBe(0)
  })
})

type Options = ChatOptions & { readonly url?: string }

async function ask(answering: Answering, options: Options = {}) {
  const chat = await prepare(answering, options)
  const events: ChatEvent[] = []
  try {
    for await (const event of chat()) events.push(event)
    return { events, error: null }
  } catch (error) {
    return { events, error }
  }
}

async function collect(answer: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  return Array.fromAsync(answer)
}

async function prepare(answering: Answering, options: Options = {}, running: RunningAnswers = new Set()) {
  const server = await httpServer((request, reply) => {
    request.resume()
    answering(reply, request)
  })
  const transport = createTransport({ url: options.url ?? server.url })
  cleanUps.push(() => server.close())
  cleanUps.push(() => transport.close())
  return () =>
    streamChat(
      {
        transport,
        contentType: 'text/event-stream',
        prepare: async () => ({
          start: {
            type: 'start',
            model: 'm',
            translation: { server: { kind: 'test', version: null, capabilities: [] }, entries: [] },
          },
          path: '/chat',
          body: '{}',
        }),
        read(sink) {
          let isComplete = false
          return readSse({
            isComplete: () => isComplete,
            onChunk: (chunk) => sink.text(textOf(chunk)),
            onTerminator() {
              isComplete = true
              sink.stopped('stop')
              sink.complete()
            },
          })
        },
        toError: (status, text) => new VenomError('runtime.failed', `${status} ${text.length}`),
      },
      running,
      options,
    )
}

function textOf(chunk: unknown): string {
  return typeof chunk === 'object' && chunk !== null && 'text' in chunk ? String(chunk.text) : ''
}
