import { type IncomingMessage, request as httpRequest } from 'node:http'
import { once } from 'node:events'

import { getRequestListener } from '@hono/node-server'
import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'

import { createClient } from '../contract/create-client.js'
import { endpoint, type HandlerContext, type Sequenced } from '../contract/endpoint.js'
import { VenomError } from '../errors/venom-error.js'
import { type HttpServer, httpServer } from '../testing/http-server.js'
import { contractApp } from './contract-app.js'
import { sseReply } from './sse-reply.js'

const event = z.object({ text: z.string() })
const contract = {
  watch: endpoint({
    method: 'GET',
    path: '/watch/{id}',
    access: 'read',
    input: z.object({ id: z.string() }),
    output: event,
    stream: true,
    summary: 'Watches.',
  }),
  chat: endpoint({
    method: 'POST',
    path: '/chat',
    access: 'generate',
    input: z.object({ prompt: z.string() }),
    output: event,
    stream: true,
    summary: 'Chats.',
  }),
}

type Source = (context: HandlerContext) => AsyncIterable<Sequenced<{ text: string }>>

async function serve(source: Source, onError?: (thrown: unknown) => void): Promise<HttpServer> {
  const handlers = {
    watch: (_: { id: string }, context: HandlerContext) => source(context),
    chat: (_: { prompt: string }, context: HandlerContext) => source(context),
  }
  const app = contractApp(contract, handlers, { authorize: () => 'me', ...(onError ? { onError } : {}) })
  return httpServer((incoming, outgoing) => void getRequestListener(app.fetch)(incoming, outgoing))
}

async function* ticks(count: number, after = 0): AsyncGenerator<Sequenced<{ text: string }>, undefined> {
  for (let seq = after + 1; seq <= count; seq++) yield { seq, event: { text: `line ${seq}\nüber` } }
}

/** Waits long enough for headers to be sent: the server's grace for early failures is over. */
const late = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300))

describe('a stream through contractApp and createClient', () => {
  test('events arrive in order with their numbers, and the loop ends', async () => {
    await using server = await serve(() => ticks(500))
    const client = createClient(contract, { baseUrl: server.url })

    const events = await Array.fromAsync(client.chat({ prompt: 'x' }))

    expect(events).toEqual(await Array.fromAsync(ticks(500)))
  })

  test('the bytes on the wire', async () => {
    await using server = await serve(() => ticks(1))

    const response = await fetch(`${server.url}/watch/a`)

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    expect(await response.text()).toBe('id: 1\ndata: {"text":"line 1\\nüber"}\n\nevent: end\ndata: {}\n\n')
  })

  test('leaving the loop runs the handler’s finally and aborts its signal', async () => {
    const ended = Promise.withResolvers<boolean>()
    await using server = await serve(async function* ({ signal }) {
      try {
        yield* ticks(1e9)
      } finally {
        ended.resolve(signal.aborted)
      }
    })

    for await (const { seq } of createClient(contract, { baseUrl: server.url }).watch({ id: 'a' })) if (seq === 3) break

    expect(await ended.promise).toBe(true)
  })

  test('an abort while the handler waits reaches it, and the reader is told', async () => {
    const seen = Promise.withResolvers<unknown>()
    await using server = await serve(async function* ({ signal }) {
      yield* ticks(1)
      await once(signal, 'abort')
      seen.resolve('aborted')
    })
    const abort = new AbortController()
    const read = async (): Promise<void> => {
      const events = createClient(contract, { baseUrl: server.url }).watch({ id: 'a' }, { signal: abort.signal })
      for await (const { seq } of events) setTimeout(() => abort.abort(), 20 * seq)
    }

    await expect(read()).rejects.toMatchObject({ code: 'runtime.cancelled' })
    expect(await seen.promise).toBe('aborted')
  })

  test('a reader that returns while it waits for the next event is let go', async () => {
    await using server = await serve(async function* ({ signal }) {
      yield* ticks(1)
      await once(signal, 'abort')
    })
    const events = createClient(contract, { baseUrl: server.url }).watch({ id: 'a' })[Symbol.asyncIterator]()
    await events.next()

    const waiting = events.next().catch((thrown: unknown) => thrown)
    await events.return?.()

    expect(await waiting).toMatchObject({ code: 'runtime.cancelled' })
  })

  test('a body that is cancelled by any server aborts the handler’s signal', async () => {
    const seen = Promise.withResolvers<string>()
    const source = async function* ({
      signal,
    }: HandlerContext): AsyncGenerator<Sequenced<{ text: string }>, undefined> {
      yield* ticks(1)
      await once(signal, 'abort')
      seen.resolve('aborted')
    }
    const handlers = { watch: (_: unknown, context: HandlerContext) => source(context) }
    const app = contractApp({ watch: contract.watch }, handlers, { authorize: () => 'me' })
    const reader = (await app.request('/watch/a')).body?.getReader()
    await reader?.read()
    await reader?.cancel()

    expect(await seen.promise).toBe('aborted')
  })

  test('a client whose socket dies before the first event ends the handler too', async () => {
    const ended = Promise.withResolvers<string>()
    const begun = Promise.withResolvers<string>()
    await using server = await serve(async function* ({ signal }) {
      begun.resolve('begun')
      await once(signal, 'abort')
      ended.resolve('ended')
      yield* ticks(0)
    })
    const asked = httpRequest(`${server.url}/watch/a`).on('error', () => undefined)
    asked.end()
    await begun.promise
    asked.destroy()

    expect(await ended.promise).toBe('ended')
  })

  test('an early failure is a problem with its own status, a late one the last frame: the same error to a client', async () => {
    const failure = new VenomError('task.unknown', 'No such task.', { details: { id: 'a' } })
    await using server = await serve(async function* ({ after }) {
      if (after === 0) throw failure
      yield* ticks(2, after)
      await late()
      throw failure
    })
    const { watch } = createClient(contract, { baseUrl: server.url })

    expect((await fetch(`${server.url}/watch/a`)).status).toBe(404)
    await expect(Array.fromAsync(watch({ id: 'a' }))).rejects.toMatchObject({ code: 'task.unknown' })
    const seen: number[] = []
    const read = async (): Promise<void> => {
      for await (const { seq } of watch({ id: 'a' }, { after: 1 })) seen.push(seq)
    }
    await expect(read()).rejects.toMatchObject({ code: 'task.unknown', message: 'No such task.', details: { id: 'a' } })
    expect(seen).toEqual([2])
  })

  test('of a late failure that is not ours nothing travels, and the host is told', async () => {
    const told: unknown[] = []
    await using server = await serve(
      async function* () {
        yield* ticks(1)
        throw new TypeError('secret')
      },
      (thrown) => told.push(thrown),
    )

    const text = await (await fetch(`${server.url}/watch/a`)).text()

    expect(text).toContain('event: problem\ndata: {"type":"urn:venom:error:server.internal"')
    expect(text).not.toContain('secret')
    expect(told).toEqual([new TypeError('secret')])
  })

  test('a reader that does not read holds the source back', async () => {
    let given = 0
    await using server = await serve(async function* () {
      for (let seq = 1; ; seq++) {
        given = seq
        yield { seq, event: { text: 'x'.repeat(64 * 1024) } }
      }
    })
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(`${server.url}/watch/a`, resolve).on('error', reject).end()
    })
    response.pause()
    await vi.waitFor(async () => {
      const before = given
      await late()
      expect(given).toBe(before)
    })
    response.destroy()

    // Sockets of a loopback hold a few MB at most: 200 × 64 KiB are 12.8 MB.
    expect(given).toBeLessThan(200)
  })

  test('HEAD shows the headers without asking the handler', async () => {
    let asked = 0
    await using server = await serve(() => {
      asked += 1
      return ticks(1)
    })

    const response = await fetch(`${server.url}/watch/a`, { method: 'HEAD' })

    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(asked).toBe(0)
  })

  test('nothing is asked before the first next()', async () => {
    let asked = 0
    await using server = await serve(() => {
      asked += 1
      return ticks(1)
    })

    const iterator = createClient(contract, { baseUrl: server.url }).watch({ id: 'a' })[Symbol.asyncIterator]()
    await late()
    expect(asked).toBe(0)
    await iterator.next()
    expect(asked).toBe(1)
    await iterator.return?.()
  })

  test('every 15 s a comment shows that the connection lives', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const gate = Promise.withResolvers<string>()
      const events = async function* (): AsyncGenerator<string, undefined> {
        yield await gate.promise
      }
      const frames = { event: (text: string) => `data: ${text}\n\n`, end: 'data: [DONE]\n\n', failure: () => '' }
      const leave = new AbortController()
      const response = await sseReply(events(), { frames, leave, onError: () => undefined })
      vi.advanceTimersByTime(15_000)
      gate.resolve('late')

      expect(await response.text()).toBe(': keep-alive\n\ndata: late\n\ndata: [DONE]\n\n')
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('a Last-Event-ID that is no number is refused', async () => {
    await using server = await serve(() => ticks(1))

    const response = await fetch(`${server.url}/watch/a`, { headers: { 'last-event-id': '-1' } })

    expect(response.status).toBe(400)
  })
})
