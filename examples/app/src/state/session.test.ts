import { createServer, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createSession } from './session.js'

// A server with a session, as a page sees it. Node's fetch keeps no cookies, so it remembers by itself that somebody was let in.
let server: Server
let base: string
let isLocal: boolean
let isIn: boolean
let isBehindProxy: boolean
let asked: string[]

beforeEach(async () => {
  isLocal = true
  isIn = false
  isBehindProxy = false
  asked = []
  const reply = (response: ServerResponse, status: number): void => void response.writeHead(status).end()
  server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (isBehindProxy) return reply(response, 502)
    if (request.url !== '/session') return reply(response, isIn ? 200 : 401)
    isIn = isLocal || (await text(request)) === '{"token":"right"}'
    return reply(response, isIn ? 204 : 401)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const own = globalThis.fetch
  // A page's addresses are relative to its own; Node's have no such base.
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => own(new URL(url, base), init))
})

afterEach(async () => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  await new Promise((resolve) => {
    server.close(resolve)
  })
})

test('a call that is refused is let in and sent again', async () => {
  const session = createSession()

  const reply = await session.fetch('/config', { method: 'PUT', body: '{}' })

  expect(reply.status).toBe(200)
  expect(asked).toEqual(['PUT /config', 'POST /session', 'PUT /config'])
  expect(session.state.get()).toBe('open')
})

test('a page that asked at its start is refused nothing', async () => {
  const session = createSession()
  await session.start()

  await session.fetch('/config', { method: 'PUT' })

  expect(asked).toEqual(['POST /session', 'PUT /config'])
})

test('a start without a server is no failure', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
  const session = createSession()

  await session.start()

  expect(session.state.get()).toBe('open')
})

test('a server that was restarted with another token lets in once more', async () => {
  const session = createSession()
  await session.fetch('/config', { method: 'PUT' })
  isIn = false

  expect((await session.fetch('/config', { method: 'PUT' })).status).toBe(200)
})

test('many calls that are refused at once ask to be let in once', async () => {
  const session = createSession()

  const replies = await Promise.all(['/a', '/b', '/c'].map((path) => session.fetch(path, {})))

  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(asked.filter((one) => one === 'POST /session').length).toBeLessThan(3)
})

test('where other machines can ask, the page is locked until the token is shown', async () => {
  isLocal = false
  const session = createSession()

  expect((await session.fetch('/models', {})).status).toBe(401)
  expect(session.state.get()).toBe('locked')
  expect((await session.fetch('/models', {})).status).toBe(401)
  expect(asked).toEqual(['GET /models', 'POST /session'])
  const prepared: string[] = []
  const prepare = async (): Promise<void> => {
    prepared.push(`${session.state.get()} ${(await session.fetch('/models', {})).status}`)
  }
  expect(await session.unlock('wrong', prepare)).toBe('wrong')
  expect(session.state.get()).toBe('locked')
  expect(await session.unlock('right', prepare)).toBe('open')
  expect(prepared).toEqual(['locked 200'])
  expect(session.state.get()).toBe('open')
  expect((await session.fetch('/models', {})).status).toBe(200)
})

test('a token whose cookie does not stay opens nothing, and the page can say so', async () => {
  isLocal = false
  const session = createSession()
  const prepare = async (): Promise<void> => {
    isIn = false
    await session.fetch('/models', {})
  }

  expect(await session.unlock('right', prepare)).toBe('forgotten')
  expect(session.state.get()).toBe('locked')
})

test('a proxy that answers in place of the server locks nothing', async () => {
  isBehindProxy = true
  const session = createSession()
  await session.start()

  expect(session.state.get()).toBe('open')
  await expect(session.unlock('right', async () => {})).rejects.toThrow(TypeError)
  isBehindProxy = false
  expect((await session.fetch('/config', { method: 'PUT' })).status).toBe(200)
})
