import { cutBytes, httpServer } from '@venom/core/testing'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'

import { type Fault, type FaultProxy, startFaultProxy } from './fault-proxy.js'

const lines = 'one\ntwo\nthree\nend\n'
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const resource of open.splice(0).toReversed()) await resource.close()
})

test('without a fault a reply passes as it is, with its status and type', async () => {
  const proxy = await before(lines)
  const reply = await fetch(proxy.url, { method: 'POST', body: 'hello' })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('content-type')).toBe('text/plain')
  expect(await reply.text()).toBe(lines)
  expect(proxy.requests()).toBe(1)
  expect(proxy.bodyBytes()).toBe(lines.length)
})

test('requests without a body pass whatever the fault is', async () => {
  const proxy = await before(lines, { type: 'refuse' })

  expect(await (await fetch(proxy.url)).text()).toBe(lines)
  expect(proxy.requests()).toBe(0)
  expect(proxy.allRequests()).toBe(1)
})

test('with a path only requests to it are spoilt', async () => {
  const server = await httpServer((request, reply) => {
    request.resume()
    reply.end('fine')
  })
  const proxy = await startFaultProxy(server.url, { path: '/chat' })
  open.push(server, proxy)
  proxy.use({ type: 'refuse' })

  expect(await (await fetch(`${proxy.url}/template`, { method: 'POST', body: 'hello' })).text()).toBe('fine')
  expect((await ask({ ...proxy, url: `${proxy.url}/chat` })).failure).toBe('ECONNRESET')
  expect(proxy.requests()).toBe(1)
})

test('refuse resets before any reply', async () => {
  const proxy = await before(lines, { type: 'refuse' })

  expect(await ask(proxy)).toEqual({ text: '', failure: 'ECONNRESET' })
})

test('reset and close let so many bytes pass and no more', async () => {
  const reset = await ask(await before(lines, { type: 'reset', after: 5 }))
  const closed = await ask(await before(lines, { type: 'close', after: 5 }))

  expect(reset.failure).toBe('ECONNRESET')
  expect(lines.slice(0, 5).startsWith(reset.text)).toBe(true)
  expect(closed).toEqual({ text: 'one\nt', failure: 'UND_ERR_SOCKET' })
})

test('a stalled reply goes on where it stopped', async () => {
  const proxy = await before(lines, { type: 'stall', after: 5, forMs: 50 })

  expect(await ask(proxy)).toEqual({ text: lines, failure: null })
})

test('a stalled reply ends when its client leaves', async () => {
  const proxy = await before(lines, { type: 'stall', after: 5 })
  const reply = await fetch(proxy.url, { method: 'POST', body: 'hello' })
  const reader = reply.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()

  expect(new TextDecoder().decode(first?.value)).toBe('one\nt')
})

test('something is inserted at the first boundary after so many bytes, wherever the reply is cut', async () => {
  const insert: Fault = { type: 'insert', after: 5, boundary: '\n', bytes: new TextEncoder().encode('<!>') }

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 6 }), async (places) => {
      const proxy = await before(lines, insert, places)
      expect((await ask(proxy)).text).toBe('one\ntwo\n<!>three\nend\n')
    }),
    { numRuns: 30 },
  )
})

test('without a boundary it is inserted right there', async () => {
  const insert: Fault = { type: 'insert', after: 5, boundary: '', bytes: Uint8Array.of(0x21) }

  expect((await ask(await before(lines, insert))).text).toBe('one\nt!wo\nthree\nend\n')
})

test('the end can be dropped or repeated, wherever the reply is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 6 }), async (places) => {
      expect(await ask(await before(lines, { type: 'drop-from', text: 'end' }, places))).toEqual({
        text: 'one\ntwo\nthree\n',
        failure: null,
      })
      expect((await ask(await before(lines, { type: 'repeat-from', text: 'end' }, places))).text).toBe(`${lines}end\n`)
    }),
    { numRuns: 30 },
  )
})

test('split and slow change nothing but the pieces', async () => {
  expect((await ask(await before(lines, { type: 'split' }))).text).toBe(lines)
  expect((await ask(await before(lines, { type: 'slow', bytesPerSecond: 90 }))).text).toBe(lines)
})

test('another page stands in for the reply', async () => {
  const proxy = await before(lines, { type: 'replace', status: 502, contentType: 'text/html', body: '<p>' })
  const reply = await fetch(proxy.url, { method: 'POST', body: 'hello' })

  expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([502, 'text/html', '<p>'])
})

test('it reads no faster than its client', async () => {
  let written = 0
  const server = await httpServer(async (_request, reply) => {
    for (let megabyte = 0; megabyte < 64; megabyte += 1) {
      written += 1
      if (!reply.write(Buffer.alloc(1 << 20)))
        await new Promise((resolve) => reply.once('drain', resolve).once('close', resolve))
      if (reply.destroyed) return
    }
    reply.end()
  })
  const proxy = await startFaultProxy(server.url)
  open.push(server, proxy)

  const reply = await fetch(proxy.url, { method: 'POST', body: 'hello' })
  await new Promise((resolve) => {
    setTimeout(resolve, 300)
  })
  await reply.body?.cancel()

  expect(written).toBeLessThan(32)
})

/** A proxy before a server that answers `body`, cut at these places. */
async function before(
  body: string,
  fault: Fault = { type: 'pass' },
  places: readonly number[] = [],
): Promise<FaultProxy> {
  const server = await httpServer(async (request, reply) => {
    request.resume()
    reply.writeHead(201, { 'content-type': 'text/plain' })
    for (const piece of cutBytes(Buffer.from(body), places)) {
      reply.write(piece)
      await new Promise(setImmediate)
    }
    reply.end()
  })
  const proxy = await startFaultProxy(server.url)
  open.push(server, proxy)
  proxy.use(fault)
  return proxy
}

/** What arrives, and the network's code for how it ended badly. */
async function ask(proxy: FaultProxy): Promise<{ text: string; failure: unknown }> {
  let text = ''
  try {
    const reply = await fetch(proxy.url, { method: 'POST', body: 'hello' })
    const decoder = new TextDecoder()
    for await (const chunk of reply.body ?? []) text += decoder.decode(chunk, { stream: true })
    return { text, failure: null }
  } catch (error) {
    return {
      text,
      failure:
        error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : error,
    }
  }
}
