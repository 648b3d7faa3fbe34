import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import { describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod/mini'

import { type Answering, ask, collect, done, prepare, sse, word } from '../__fixtures__/served-chat.js'

describe('timeouts', () => {
  test('C04: no connection in time', async () => {
    // It takes the connection and never answers the handshake of TLS, which is part of connecting.
    const silent = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void silent.close())
    await once(silent, 'listening')
    const { port } = z.object({ port: z.number() }).parse(silent.address())
    const chat = await prepare(() => undefined, { url: `https://127.0.0.1:${port}`, timeouts: { connectMs: 50 } })
    await expect(collect(chat())).rejects.toMatchObject({ details: { phase: 'connect', limit_ms: 50 } })
  })

  test('C04: silence before the first byte is no idleness, as a long prefill says nothing', async () => {
    const { error } = await ask(
      (reply) => void setTimeout(() => reply.writeHead(200, sse).end(word('late') + done), 200),
      { timeouts: { idleMs: 50 } },
    )
    expect(error).toBeNull()
  })

  test('C04: a limit that is no number is refused, and one that is left undefined is the default', async () => {
    const nan = await ask((reply) => reply.writeHead(200, sse).end(done), { timeouts: { totalMs: Number.NaN } })
    expect(nan.error).toMatchObject({ code: 'request.invalid' })
    // As a caller without exactOptionalPropertyTypes writes it.
    const open: object = { timeouts: { totalMs: undefined, idleMs: undefined } }
    expect((await ask((reply) => reply.writeHead(200, sse).end(word('a') + done), open)).error).toBeNull()
  })

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

  // vLLM sends its headers at once, and then nothing while a request waits and its prompt is read.
  test('C04: headers and then nothing may be a long prefill, which the limit of the first byte is for', async () => {
    const timeouts = { idleMs: 20, firstByteMs: 120 }
    const { error } = await ask((reply) => reply.writeHead(200, sse).flushHeaders(), { timeouts })
    expect(error).toMatchObject({ code: 'runtime.timeout', details: { phase: 'first_byte' } })
  })

  test('C04: an error page that never comes is not waited for, whatever the timeouts say', async () => {
    const { error } = await ask(
      (reply) => {
        reply.writeHead(500, { 'content-length': 100 }).write('why')
      },
      { timeouts: { idleMs: Infinity } },
    )
    expect(error).toMatchObject({ code: 'runtime.failed', message: '500 3' })
  }, 15_000)

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

  test('C04: the whole begins with what has to be asked first, and an end of it ends that too', async () => {
    const gone = Promise.withResolvers<string | undefined>()
    const { events, error } = await ask((reply, request) => void reply.on('close', () => gone.resolve(request.url)), {
      timeouts: { totalMs: 100 },
      asksFirst: (transport, call) => transport.request('GET', '/version', undefined, call),
    })
    expect(error).toMatchObject({ code: 'runtime.timeout', details: { phase: 'total', limit_ms: 100 } })
    expect(events).toEqual([])
    expect(await gone.promise).toBe('/version')
  })

  test('C04: what was asked first is part of the whole, and no other limit runs meanwhile', async () => {
    const { error } = await ask(
      (reply) => {
        reply.writeHead(200, sse).write(word('half'))
        setTimeout(() => reply.end(done), 400)
      },
      { timeouts: { totalMs: 500, firstByteMs: 200, firstTokenMs: 200 }, asksFirst: () => wait(300) },
    )
    expect(error).toMatchObject({ details: { phase: 'total', limit_ms: 500 }, partial: { text: 'half' } })
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
