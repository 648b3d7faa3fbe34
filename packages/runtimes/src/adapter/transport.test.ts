import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod/mini'

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

test('a small reply that is not small is given up', async () => {
  const transport = await serve((socket) =>
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n')
      socket.write('x'.repeat(9 << 20))
    }),
  )

  await expect(ask(transport)).rejects.toMatchObject({ code: 'runtime.foreign' })
})

async function ask(transport: Transport): Promise<string> {
  return (await transport.request('POST', '/x', '{}')).text
}

/** A server of one's own connections, below HTTP. */
async function serve(onConnection: (socket: Socket) => void): Promise<Transport> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  const transport = createTransport({ url: `http://127.0.0.1:${port}` })
  onTestFinished(async () => {
    await transport.close()
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return transport
}
