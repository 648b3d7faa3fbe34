import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

import { describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod/mini'

import { toNetworkError } from './failure.js'
import { createTransport, type Transport } from './transport.js'

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok'

test('C06: a kept connection that the server closed in between is no failure', async () => {
  let requests = 0
  const transport = await serve((socket) => {
    let answered = 0
    socket.on('data', () => {
      requests += 1
      answered += 1
      // The second request on a connection comes too late for it.
      if (answered === 1) socket.write(ok)
      else socket.destroy()
    })
  })

  const texts = [await ask(transport), await ask(transport), await ask(transport)]

  expect(texts).toEqual(['ok', 'ok', 'ok'])
  expect(requests).toBe(4)
})

test('C06: a request that is sent once more has its new connection timed as well', async () => {
  const heard: string[] = []
  const transport = await serve((socket) => {
    let answered = 0
    socket.on('data', () => (answered++ === 0 ? socket.write(ok) : socket.destroy()))
  })
  await ask(transport)
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()

  transport.stream('/x', '{}', {
    onSent: () => heard.push('sent'),
    onConnecting: () => heard.push('connecting'),
    onConnected: () => heard.push('connected'),
    onHeaders: () => heard.push('headers'),
    onData: () => undefined,
    onEnd: resolve,
    onError: reject,
  })
  await ended

  expect(heard).toEqual(['sent', 'connected', 'connecting', 'connected', 'headers'])
})

test('C06: a new connection that is closed without a reply is a failure, and nothing is sent twice', async () => {
  let requests = 0
  const transport = await serve((socket) =>
    socket.on('data', () => {
      requests += 1
      socket.destroy()
    }),
  )

  await expect(ask(transport)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(requests).toBe(1)
})

test('C06: a kept connection that is reset while the server works on the request is a failure, and nothing is sent twice', async () => {
  let requests = 0
  const transport = await serve((socket) => {
    let answered = 0
    socket.on('data', () => {
      requests += 1
      // As a server that dies of it does, or a load balancer that has enough of the silence.
      if (answered++ === 0) socket.write(ok)
      else setTimeout(() => socket.resetAndDestroy(), 600)
    })
  })
  await ask(transport)

  await expect(ask(transport)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(requests).toBe(2)
})

test('C06: a server that answers with another protocol has a status and no answer, and its socket is closed', async () => {
  const closed = Promise.withResolvers<void>()
  const transport = await serve((socket) => {
    socket.on('close', () => closed.resolve())
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
    )
  })

  await expect(transport.request('POST', '/x', '{}')).resolves.toMatchObject({ status: 101, text: '' })
  await expect(closed.promise).resolves.toBeUndefined()
})

test('a closed transport opens no connection any more, and says so', async () => {
  let connections = 0
  const transport = await serve(() => (connections += 1))
  await transport.close()

  await expect(ask(transport)).rejects.toMatchObject({ code: 'runtime.closed' })
  expect(connections).toBe(0)
})

describe('closing with requests under way', () => {
  test('C05: ends them at once, small or streamed, on new connections and on kept ones, and sends none again', async () => {
    const { transport, requests, connections } = await serveOnce()
    await ask(transport)
    const reasons = [
      transport.request('POST', '/x', '{}'),
      stream(transport),
      transport.request('POST', '/x', '{}'),
    ].map(reasonOf)
    await expect.poll(requests).toBe(4)
    await transport.close()

    expect(await Promise.all(reasons)).toEqual(Array.from({ length: 3 }, () => 'runtime.closed'))
    await expect.poll(connections).toBe(0)
    expect(requests()).toBe(4)
  })

  test('C05: ends the request that was sent once more', async () => {
    let requests = 0
    const open = new Set<Socket>()
    const transport = await serve((socket) => {
      let answered = 0
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      socket.on('data', () => {
        requests += 1
        if (requests === 1) socket.write(ok)
        else if (answered > 0) socket.destroy()
        answered += 1
      })
    })
    await ask(transport)
    const reason = reasonOf(stream(transport))
    await expect.poll(() => requests).toBe(3)
    await transport.close()

    expect(await reason).toBe('runtime.closed')
    await expect.poll(() => open.size).toBe(0)
  })

  test('C05: ends those that wait for their connection', async () => {
    const { transport, connections } = await serveOnce()
    const reasons = [transport.request('POST', '/x', '{}'), stream(transport)].map(reasonOf)
    await transport.close()

    expect(await Promise.all(reasons)).toEqual(['runtime.closed', 'runtime.closed'])
    await expect.poll(connections).toBe(0)
  })
})

test('a small reply that is not small is given up', async () => {
  const transport = await serve((socket) =>
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n')
      socket.write('x'.repeat(9 << 20))
    }),
  )

  await expect(ask(transport)).rejects.toMatchObject({
    code: 'runtime.foreign',
    message: expect.stringContaining(transport.url),
    details: { server: transport.url, limit: 8 << 20 },
  })
})

test('C06: a small reply that breaks off is told as that, and not as a server that is away', async () => {
  const transport = await serve((socket) =>
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"models":')
      setTimeout(() => socket.resetAndDestroy(), 20)
    }),
  )

  await expect(ask(transport)).rejects.toMatchObject({
    code: 'runtime.stream_truncated',
    retryable: true,
    message: `${transport.url} closed the connection in the middle of its reply. Ask again.`,
    details: { server: transport.url, network_code: 'ECONNRESET' },
  })
})

test('C06: a server that takes the connection and says nothing is told as slow, and not as away', async () => {
  const transport = await serve(() => undefined)

  await expect(transport.request('GET', '/x', undefined, { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'runtime.timeout',
    message: expect.stringContaining('took the connection, but did not answer within 0.05 s'),
    details: { limit_ms: 50, server: transport.url },
  })
})

test('C06: a question that is given up is no slow server', async () => {
  const transport = await serve(() => undefined)
  const signal = AbortSignal.timeout(50)

  await expect(transport.request('GET', '/x', undefined, { signal })).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('C06: a server that speaks no HTTPS is told with the address to use', async () => {
  const transport = await serve(
    (socket) => socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    'https',
  )
  const port = new URL(transport.url).port

  const error = toNetworkError(await failureOf(transport), transport.url, false)

  expect(error).toMatchObject({ code: 'runtime.foreign', retryable: false })
  expect(error.message).toBe(`https://127.0.0.1:${port} speaks no HTTPS. Use http://127.0.0.1:${port}`)
})

async function failureOf(transport: Transport): Promise<unknown> {
  return ask(transport).catch((thrown: unknown) => thrown)
}

async function ask(transport: Transport): Promise<string> {
  return (await transport.request('POST', '/x', '{}')).text
}

/** A server that answers its first request and no other. */
async function serveOnce() {
  let requests = 0
  const open = new Set<Socket>()
  const transport = await serve((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('data', () => (requests++ === 0 ? socket.write(ok) : undefined))
  })
  return { transport, requests: () => requests, connections: () => open.size }
}

/** Streams a reply and leaves it aside. */
function stream(transport: Transport): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  transport.stream('/x', '{}', {
    onSent: () => undefined,
    onConnecting: () => undefined,
    onConnected: () => undefined,
    onHeaders: () => undefined,
    onData: () => undefined,
    onEnd: resolve,
    onError: reject,
  })
  return promise
}

function reasonOf(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => 'an answer',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
}

/** A server of one's own connections, below HTTP. */
async function serve(onConnection: (socket: Socket) => void, protocol = 'http'): Promise<Transport> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  const transport = createTransport({ url: `${protocol}://127.0.0.1:${port}` })
  onTestFinished(async () => {
    await transport.close()
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return transport
}
