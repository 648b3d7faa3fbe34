import { connect } from 'node:net'
import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { endpoint } from '../contract/endpoint.js'
import { type HttpServer, httpServer } from '../testing/http-server.js'
import { contractApp } from './contract-app.js'
import { guard } from './guard.js'
import { problemReply } from './problem-reply.js'

const contract = {
  echo: endpoint({
    method: 'POST',
    path: '/echo',
    access: 'generate',
    input: z.object({ text: z.string() }),
    output: z.object({ length: z.number() }),
    stream: false,
    summary: 'Echoes.',
  }),
}
const maxBodyBytes = 1024 * 1024

function makeApp(): Hono {
  const app = new Hono()
  app.use(guard({ hosts: ['Venom.lan', 'box:8443'], origins: ['https://app.example'], maxBodyBytes }))
  app.onError(problemReply)
  app.route(
    '/',
    contractApp(contract, { echo: async (input) => ({ length: input.text.length }) }, { authorize: () => 'me' }),
  )
  app.post('/own', async (c) => c.json({ length: (await c.req.text()).length }))
  return app
}

function serve(): Promise<HttpServer> {
  return httpServer((incoming, outgoing) => void getRequestListener(makeApp().fetch)(incoming, outgoing))
}

/** Asks with any Host and Origin, which `fetch` would not let through; tells the status and the code. */
async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(`${url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
    })
    asked.on('error', reject).on('response', (response) => {
      text(response).then(
        (body) => resolve(`${response.statusCode} ${/"code":"([^"]+)"/.exec(body)?.[1] ?? 'ok'}`),
        reject,
      )
    })
    asked.end('{"text":"abc"}')
  })
}

/** Bytes that are made as they are asked for. */
function* zeros(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024, 0x20)
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk
}

describe('guard', () => {
  test('names of this machine and listed ones are let in, other hosts refused', async () => {
    await using server = await serve()
    const host = (name: string): Promise<string> => ask(server.url, { host: name })

    expect(await host('localhost:1234')).toBe('200 ok')
    expect(await host('127.0.0.1')).toBe('200 ok')
    expect(await host('[::1]:8080')).toBe('200 ok')
    expect(await host('venom.LAN:99')).toBe('200 ok')
    expect(await host('box:8443')).toBe('200 ok')
    expect(await host('box:8444')).toBe('403 request.foreign_host')
    expect(await host('evil.example')).toBe('403 request.foreign_host')
    expect(await host('127.0.0.1.evil.example')).toBe('403 request.foreign_host')
    expect(await host('localhost.evil.example:80')).toBe('403 request.foreign_host')
    expect(await host('evil.example:127')).toBe('403 request.foreign_host')
  })

  test('a page of its own or of a listed origin may ask, others may not', async () => {
    await using server = await serve()
    const origin = (value: string): Promise<string> => ask(server.url, { host: 'localhost:8080', origin: value })

    expect(await origin('http://localhost:8080')).toBe('200 ok')
    expect(await origin('https://app.example')).toBe('200 ok')
    expect(await origin('http://localhost:8081')).toBe('403 request.foreign_origin')
    expect(await origin('http://evil.example')).toBe('403 request.foreign_origin')
    expect(await origin('https://app.example.evil')).toBe('403 request.foreign_origin')
    expect(await origin('null')).toBe('403 request.foreign_origin')
    expect(await origin('file://localhost:8080')).toBe('403 request.foreign_origin')
  })

  test('a default port that only one of them names is no foreign origin', async () => {
    await using server = await serve()

    expect(await ask(server.url, { host: 'venom.lan:443', origin: 'https://venom.lan' })).toBe('200 ok')
    expect(await ask(server.url, { host: 'venom.lan', origin: 'http://venom.lan:80' })).toBe('200 ok')
  })

  test('a body that says it is too large is refused before it is sent', async () => {
    await using server = await serve()
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      'POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-length: 52428800\r\ncontent-type: application/json\r\n\r\n',
    )
    const reply = await new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString())))
    socket.destroy()

    expect(reply).toMatch(/^HTTP\/1\.1 413 /)
    expect(reply).toContain('"code":"request.too_large"')
    expect(reply).toContain('"limit_bytes":1048576')
  })

  test.for(['/echo', '/own'])('50 MB in pieces to %s are refused, and never kept', async (path) => {
    await using server = await serve()
    const before = process.memoryUsage().arrayBuffers
    let highest = 0
    const body = Readable.from(zeros(50 * 1024 * 1024)).on('data', () => {
      highest = Math.max(highest, process.memoryUsage().arrayBuffers - before)
    })
    const reply = await new Promise<string>((resolve, reject) => {
      const asked = httpRequest(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json' } })
      asked.on('error', reject).on('response', (response) => {
        text(response).then((answer) => resolve(`${response.statusCode} ${answer}`), reject)
      })
      body.pipe(asked)
    })
    body.destroy()

    expect(reply).toMatch(/^413 .*"code":"request.too_large"/)
    expect(highest).toBeLessThan(24 * 1024 * 1024)
  })

  test('a body in pieces below the limit arrives whole', async () => {
    await using server = await serve()
    const body = `{"text":"${'x'.repeat(500_000)}"}`
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body.slice(0, 9)))
        controller.enqueue(new TextEncoder().encode(body.slice(9)))
        controller.close()
      },
    })
    const init: RequestInit & { readonly duplex: 'half' } = {
      method: 'POST',
      body: pieces,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    }

    const response = await fetch(`${server.url}/echo`, init)

    expect(await response.json()).toEqual({ length: 500_000 })
  })

  test('a request without a Host header is judged by its address', async () => {
    expect((await makeApp().request('http://localhost/none')).status).toBe(404)
    expect((await makeApp().request('http://evil.example/none')).status).toBe(403)
  })
})
