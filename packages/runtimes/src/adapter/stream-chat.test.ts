import { setTimeout as wait } from 'node:timers/promises'

import { VenomError } from '@venom/core'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import {
  type Answering,
  ask,
  collect,
  done,
  prepare,
  type ServedOptions,
  sse,
  word,
} from '../__fixtures__/served-chat.js'
import { ask as askSmall } from './ask.js'
import type { RunningAnswers } from './stream-chat.js'

/** How an answer fails, and how often its source is told that the server may have changed. */
interface Failing {
  readonly name: string
  readonly answering: Answering
  readonly options: ServedOptions
  readonly times: number
}

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

  test('C03: times are counted from sending, not from when the answer was asked for', async () => {
    const chat = await prepare((reply) => reply.writeHead(200, sse).end(word('a') + done))
    const answer = chat()
    await wait(50)
    const askedAt = performance.now()
    const last = (await collect(answer)).at(-1)
    const sinceAsked = performance.now() - askedAt
    expect(last).toMatchObject({ type: 'finish', timings: { connected: expect.any(Number) } })
    // Counted from the making of the answer it would be the wait longer.
    expect(last?.type === 'finish' ? last.timings.total : Infinity).toBeLessThanOrEqual(sinceAsked)
  })

  test('C05: a server that keeps the stream open after its end does not keep our socket', async () => {
    const closed = Promise.withResolvers<void>()
    const { error } = await ask((reply) => {
      reply.socket?.on('close', () => closed.resolve())
      reply.writeHead(200, sse).write(word('a') + done)
    })
    expect(error).toBeNull()
    await expect(closed.promise).resolves.toBeUndefined()
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

  test('C06: a connection that ends in the middle of a chunk of HTTP is a truncation, whatever the parser calls it', async () => {
    const { error } = await ask((reply) => {
      reply.writeHead(200, { ...sse, connection: 'close' }).write(word('half'))
      setTimeout(() => reply.socket?.end('400\r\nda'), 20)
    })
    expect(error).toMatchObject({ code: 'runtime.stream_truncated', partial: partial('half') })
  })

  test('C06: text that came in one read with the damage is kept', async () => {
    const { error } = await ask((reply) => reply.writeHead(200, sse).end(`${word('half')}<h1>Bad gateway</h1>\n`))
    expect(error).toMatchObject({ code: 'runtime.stream_malformed', partial: partial('half') })
  })

  test('C06: a reader that never says how the stream ends does not wait for ever', async () => {
    const { error } = await ask((reply) => reply.writeHead(200, sse).end(done), { saysWhy: false })
    expect(error).toMatchObject({ code: 'runtime.stream_truncated' })
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
    const { error } = await ask((reply, request) => request.on('end', () => reply.socket?.end('SSH-2.0-OpenSSH_9\r\n')))
    expect(error).toMatchObject({ code: 'runtime.foreign' })
  })

  test('an error page of any size is read up to a limit', async () => {
    const { error } = await ask((reply) => reply.writeHead(500).end('x'.repeat(10 << 20)))
    expect(error).toMatchObject({ code: 'runtime.failed' })
    expect(String(error)).toMatch(/500 65536$/)
  })

  test('an error page without end is not waited for', async () => {
    const { error } = await ask((reply) => {
      reply.writeHead(500)
      const timer = setInterval(() => reply.write('x'.repeat(10_000)), 1)
      reply.on('close', () => clearInterval(timer))
    })
    expect(error).toMatchObject({ code: 'runtime.failed' })
  })

  test('a server that is not there is unreachable, and worth another try', async () => {
    const chat = await prepare(() => undefined, { url: 'http://127.0.0.1:1' })
    await expect(collect(chat())).rejects.toMatchObject({ code: 'runtime.unreachable', retryable: true })
  })
})

describe('what is known of a server', () => {
  test.each([
    {
      name: 'an answer that was sent ends badly',
      answering: (reply) => reply.writeHead(400).end(),
      options: {},
      times: 1,
    },
    {
      name: 'the server is away while the answer is prepared',
      answering: (reply) => reply.socket?.destroy(),
      options: { asksFirst: (transport, call) => askSmall(transport, 'GET', '/x', call) },
      times: 1,
    },
    {
      name: 'the request is refused before anything is sent',
      answering: (reply) => reply.end(),
      options: { asksFirst: () => Promise.reject(new VenomError('runtime.unsupported_parameters', 'No.')) },
      times: 0,
    },
    {
      name: 'a timeout of the request is no number',
      answering: (reply) => reply.end(),
      options: { timeouts: { idleMs: NaN } },
      times: 0,
    },
  ] satisfies readonly Failing[])('C09: is doubted $times times where $name', async ({ answering, options, times }) => {
    let doubts = 0
    const { error } = await ask(answering, { ...options, onFailed: () => (doubts += 1) })

    expect(error).toBeInstanceOf(VenomError)
    expect(doubts).toBe(times)
  })
})

describe('a warning before the server is asked', () => {
  const warnings = [{ type: 'warning', code: 'runtime.reload', detail: { model: 'm' } }] as const

  test('C02: comes right after the start, and the answer follows', async () => {
    const { events } = await ask((reply) => reply.writeHead(200, sse).end(word('a') + done), { warnings })

    expect(events.slice(0, 2)).toEqual([expect.objectContaining({ type: 'start' }), warnings[0]])
    expect(events.at(-1)?.type).toBe('finish')
  })

  test('C05: whoever leaves at it has sent nothing', async () => {
    let asked = 0
    const chat = await prepare(() => (asked += 1), { warnings })

    for await (const event of chat()) if (event.type === 'warning') break
    await wait(30)

    expect(asked).toBe(0)
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

  test('C05: an abort while the server is asked about its refusal ends that question', async () => {
    patient()
    const abort = new AbortController()
    const ended = Promise.withResolvers<void>()
    const { error } = await ask(
      (reply, request) => {
        if (request.url === '/chat') return void reply.writeHead(400).end()
        reply.on('close', () => ended.resolve())
        abort.abort()
      },
      {
        signal: abort.signal,
        explains: async (transport, call) =>
          new VenomError('runtime.failed', (await askSmall(transport, 'GET', '/why', call)).text),
      },
    )

    expect(error).toMatchObject({ code: 'runtime.cancelled' })
    await expect(ended.promise).resolves.toBeUndefined()
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

/** No question ends by its own limit while the test runs. */
function patient(): void {
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal)
  onTestFinished(() => spy.mockRestore())
}
