import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'

import { httpServer } from '../testing/http-server.js'
import { createClient } from './create-client.js'
import { endpoint, type Sequenced } from './endpoint.js'

const output = z.object({ n: z.number() })
const shape = {
  path: '/x',
  access: 'read',
  input: z.object({ id: z.optional(z.json()) }),
  output,
  summary: '',
} as const
const contract = {
  call: endpoint({ ...shape, method: 'GET', stream: false }),
  watch: endpoint({ ...shape, method: 'GET', stream: true }),
  chat: endpoint({ ...shape, method: 'POST', stream: true }),
}

type Answer = (request: IncomingMessage, response: ServerResponse, turn: number) => void

/** A server that answers by hand, call by call. */
async function serve(
  answer: Answer,
): Promise<AsyncDisposable & { readonly url: string; readonly turns: () => number }> {
  let turns = 0
  const server = await httpServer((request, response) => {
    turns += 1
    answer(request, response, turns)
  })
  return { url: server.url, turns: () => turns, [Symbol.asyncDispose]: server.close }
}

function replyWith(type: string, body: string, status = 200): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': type }).end(body)
}

const sse = { 'content-type': 'text/event-stream' }
const frame = (seq: number): string => `id: ${seq}\ndata: {"n":${seq}}\n\n`
const end = 'event: end\ndata: {}\n\n'

/** Reads a stream until it ends or fails. */
async function drain(events: AsyncIterable<Sequenced<{ n: number }>>): Promise<{ seen: number[]; error?: unknown }> {
  const seen: number[] = []
  try {
    for await (const { seq, event } of events) {
      expect(event).toEqual({ n: seq })
      seen.push(seq)
    }
    return { seen }
  } catch (error) {
    return { seen, error }
  }
}

describe('createClient', () => {
  test('token and headers are sent with every call', async () => {
    await using server = await serve((request, response) => {
      const sent = request.headers.authorization === 'Bearer t0k' && request.headers['x-mine'] === '1'
      replyWith('application/json; charset=utf-8', sent ? '{"n":1}' : '{"n":0}')(request, response, 0)
    })
    const client = createClient(contract, { baseUrl: server.url, token: 't0k', headers: { 'x-mine': '1' } })

    expect(await client.call({})).toEqual({ n: 1 })
  })

  test('a page instead of JSON is a bad reply that shows a piece of it', async () => {
    await using server = await serve(
      replyWith('text/html', `<!doctype html>\n  <title>Login</title>${'x'.repeat(9999)}`),
    )

    await expect(createClient(contract, { baseUrl: server.url }).call({})).rejects.toMatchObject({
      code: 'http.bad_reply',
      message: expect.stringMatching(/answered 200 with text\/html: “<!doctype html> <title>Login<\/title>x{100,200}”/),
      details: { status: 200, content_type: 'text/html' },
    })
  })

  test('a page instead of a stream, and one of a failing proxy, are bad replies too', async () => {
    await using page = await serve(replyWith('text/html', '<p>hello'))
    await using proxy = await serve(replyWith('text/html', '<p>bad gateway', 502))

    expect(await drain(createClient(contract, { baseUrl: page.url }).watch({}))).toMatchObject({
      error: { code: 'http.bad_reply', details: { excerpt: '<p>hello' } },
    })
    expect(await drain(createClient(contract, { baseUrl: proxy.url }).watch({}))).toMatchObject({
      error: { code: 'http.bad_reply', retryable: true },
    })
  })

  test('JSON of another form, broken JSON and an endless reply are bad replies', async () => {
    await using other = await serve(replyWith('application/json', '{"n":"1"}'))
    await using broken = await serve(replyWith('application/json', '{"n":'))
    await using endless = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const chunk = Buffer.alloc(1 << 20, 0x20)
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', more)
      more()
    })
    const call = (url: string): Promise<unknown> => createClient(contract, { baseUrl: url }).call({})

    await expect(call(other.url)).rejects.toMatchObject({
      code: 'http.bad_reply',
      message: expect.stringContaining('n: Expected number.'),
    })
    await expect(call(broken.url)).rejects.toMatchObject({ code: 'http.bad_reply', details: { excerpt: '{"n":' } })
    await expect(call(endless.url)).rejects.toMatchObject({
      code: 'http.bad_reply',
      message: expect.stringContaining('more than'),
    })
  })

  test('a server that is not there is unreachable, at once for a stream as well', async () => {
    const { url, close } = await httpServer(() => undefined)
    await close()
    const client = createClient(contract, { baseUrl: url })

    await expect(client.call({})).rejects.toMatchObject({ code: 'http.unreachable', retryable: true })
    expect(await drain(client.watch({}))).toMatchObject({ error: { code: 'http.unreachable' }, seen: [] })
  })

  test('an abort before, during and after the headers is the same error', async () => {
    await using silent = await serve(() => undefined)
    await using half = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{')
    })
    const call = (url: string, signal: AbortSignal): Promise<unknown> =>
      createClient(contract, { baseUrl: url }).call({}, { signal })

    await expect(call(silent.url, AbortSignal.abort())).rejects.toMatchObject({ code: 'runtime.cancelled' })
    await expect(call(silent.url, AbortSignal.timeout(30))).rejects.toMatchObject({ code: 'runtime.cancelled' })
    await expect(call(half.url, AbortSignal.timeout(30))).rejects.toMatchObject({ code: 'runtime.cancelled' })
  })

  test('a value that a query cannot say is refused before anything is sent', async () => {
    await using server = await serve(replyWith('application/json', '{"n":1}'))
    const client = createClient(contract, { baseUrl: server.url })

    await expect(client.call({ id: { deep: 1 } })).rejects.toMatchObject({ code: 'request.invalid' })
    expect(server.turns()).toBe(0)
  })

  test('a stream that breaks off is resumed after the last event, and nothing comes twice', async () => {
    const asked: (string | string[] | undefined)[] = []
    await using server = await serve((request, response, turn) => {
      asked.push(request.headers['last-event-id'])
      response.writeHead(200, sse)
      if (turn === 1) response.end(frame(1) + frame(2))
      // A socket that dies in the middle of an event.
      if (turn === 2) response.write(`${frame(2)}${frame(3)}id: 4\ndata: {"n"`, () => response.destroy())
      if (turn === 3) response.end(frame(3) + frame(4) + end)
    })

    expect(await drain(createClient(contract, { baseUrl: server.url }).watch({}))).toEqual({ seen: [1, 2, 3, 4] })
    expect(asked).toEqual([undefined, '2', '3'])
  })

  test('a server that restarts in the middle is waited for', async () => {
    await using server = await serve((_, response, turn) => {
      if (turn === 2) replyWith('text/html', '<p>restarting', 503)(_, response, turn)
      else response.writeHead(200, sse).end(turn === 1 ? frame(1) : frame(2) + end)
    })

    expect(await drain(createClient(contract, { baseUrl: server.url }).watch({}))).toEqual({ seen: [1, 2] })
  })

  test('a problem on resuming ends it', async () => {
    await using server = await serve((_, response, turn) => {
      if (turn === 1) response.writeHead(200, sse).end(frame(1))
      else replyWith('text/html', 'gone', 404)(_, response, turn)
    })

    expect(await drain(createClient(contract, { baseUrl: server.url }).watch({}))).toMatchObject({
      seen: [1],
      error: { code: 'http.bad_reply' },
    })
  })

  test('a POST that breaks off is not sent again, as it would be answered twice', async () => {
    await using server = await serve((_, response) => response.writeHead(200, sse).end(frame(1)))

    expect(await drain(createClient(contract, { baseUrl: server.url }).chat({}))).toMatchObject({
      seen: [1],
      error: { code: 'http.unreachable' },
    })
    expect(server.turns()).toBe(1)
  })

  test('after five attempts without an event it gives up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let turns = 0
      const fetch = async (): Promise<Response> => {
        turns += 1
        return new Response('', { headers: sse })
      }
      const drained = drain(createClient(contract, { baseUrl: '', fetch }).watch({}))
      await vi.advanceTimersByTimeAsync(10_000)

      expect(await drained).toMatchObject({ seen: [], error: { code: 'http.unreachable' } })
      expect(turns).toBe(6)
    } finally {
      vi.useRealTimers()
    }
  })

  test('an abort ends the wait before the next attempt', async () => {
    await using server = await serve((_, response) => response.writeHead(200, sse).end())
    const signal = AbortSignal.timeout(400)

    expect(await drain(createClient(contract, { baseUrl: server.url }).watch({}, { signal }))).toMatchObject({
      error: { code: 'runtime.cancelled' },
    })
    expect(server.turns()).toBeLessThan(4)
  })

  test('a resumed call begins after the event that was seen', async () => {
    await using server = await serve((request, response) => {
      response.writeHead(200, sse).end(request.headers['last-event-id'] === '7' ? frame(7) + frame(8) + end : end)
    })

    expect(await drain(createClient(contract, { baseUrl: server.url }).watch({}, { after: 7 }))).toEqual({ seen: [8] })
  })

  test('a stream that said all is closed, although the server keeps it open', async () => {
    const closed: Promise<unknown>[] = []
    await using server = await serve((_, response, turn) => {
      closed.push(once(response, 'close'))
      response.writeHead(200, sse).write(turn === 1 ? end : 'event: problem\ndata: {}\n\n')
    })
    const { watch } = createClient(contract, { baseUrl: server.url })

    expect(await drain(watch({}))).toEqual({ seen: [] })
    expect(await drain(watch({}))).toMatchObject({ error: { code: 'http.bad_reply' } })
    expect(await Promise.all(closed)).toHaveLength(2)
  })

  test('what was whole before the damage is given, then the damage is told', async () => {
    await using long = await serve((_, response) =>
      response.writeHead(200, sse).end(`${frame(1)}data: ${'x'.repeat(2 << 20)}\n\n`),
    )
    await using wrong = await serve((_, response) =>
      response.writeHead(200, sse).end(`${frame(1)}id: 2\ndata: {"n":"2"}\n\n`),
    )
    await using broken = await serve((_, response) =>
      response.writeHead(200, sse).end(`${frame(1)}id: 2\ndata: {"n"\n\n`),
    )
    await using unnumbered = await serve((_, response) =>
      response.writeHead(200, sse).end(`${frame(1)}id: x\ndata: {}\n\n`),
    )
    const read = (url: string): ReturnType<typeof drain> => drain(createClient(contract, { baseUrl: url }).chat({}))

    expect(await read(long.url)).toMatchObject({ seen: [1], error: { code: 'runtime.stream_malformed' } })
    expect(await read(wrong.url)).toMatchObject({ seen: [1], error: { code: 'http.bad_reply' } })
    expect(await read(broken.url)).toMatchObject({ seen: [1], error: { code: 'http.bad_reply' } })
    expect(await read(unnumbered.url)).toMatchObject({ seen: [1], error: { code: 'http.bad_reply' } })
  })

  test('frames of a kind that a newer server adds, and comments, are passed over', async () => {
    const body = `: hello\n\n${frame(1)}event: news\ndata: ?\n\n${frame(2)}${end}`
    await using server = await serve((_, response) => response.writeHead(200, sse).end(body))

    expect(await drain(createClient(contract, { baseUrl: server.url }).watch({}))).toEqual({ seen: [1, 2] })
  })
})

test('a connection that brings nothing for long is lost, and the stream is asked for again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const silent = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(frame(1))) })
    const bodies = [silent, `${frame(2)}${end}`]
    const client = createClient(contract, {
      baseUrl: 'http://127.0.0.1',
      fetch: () => new Response(bodies.shift() ?? null, { headers: sse }),
    })

    const reading = drain(client.watch({}))
    await vi.advanceTimersByTimeAsync(46_000)

    expect(await reading).toEqual({ seen: [1, 2] })
  } finally {
    vi.useRealTimers()
  }
})
