import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { toServerError } from './failure.js'
import { vllm } from './vllm.js'

const [version, metrics, answer] = ['version.json', 'metrics.txt', 'answer.sse'].map((name) =>
  readFileSync(new URL(`../__fixtures__/vllm/${name}`, import.meta.url), 'utf8'),
)
const pico = { id: 'pico', owned_by: 'vllm', max_model_len: 1024 }

test('C06: a refusal that is made to be slow to read is told at once', () => {
  const slow = [
    "'loc': (".repeat(60_000),
    "'loc': 'a', 'msg': '".repeat(60_000),
    "'loc': 'a', 'msg': \"\\".repeat(60_000),
  ]

  for (const message of slow) {
    const reply = JSON.stringify({ error: { message, code: 400 } })
    expect(toServerError(400, reply, 'http://gpu').code).toBe('runtime.rejected')
  }
})

test('a path of many slashes is spelled otherwise at once', async () => {
  const slashes = '/'.repeat(5_000)
  const { runtime, sent } = await open({ models: [pico, { id: 'iskra', parent: 'pico', root: '/a' }] })

  await runtime.adapters.add('pico', { id: 'iskra', path: `/a${slashes}b${'/.'.repeat(5_000)}` })

  expect(JSON.stringify(sent.at(-1)).replace(slashes, '/…/')).toBe('{"lora_name":"iskra","lora_path":"/a/…/b//."}')
})

test('C09: a model whose entry is odd leaves the others there', async () => {
  const { runtime } = await open({
    models: [{ id: 'n'.repeat(2_000) }, { id: 7 }, { id: 'odd', max_model_len: -1 }, pico],
  })

  expect((await runtime.models()).map(({ id }) => id)).toEqual(['odd', 'pico'])
})

test('a name that no list would show is not taken', async () => {
  const { runtime, sent } = await open()

  await expect(runtime.adapters.add('pico', { id: 'n'.repeat(1_001), path: '/a' })).rejects.toMatchObject({
    code: 'adapter.unusable',
    message: expect.stringContaining('1001 characters'),
  })
  expect(sent).toEqual([])
})

test('C09: a route beside that never answers keeps nobody from chatting', async () => {
  const { runtime } = await open({ silent: '/metrics' })

  const events = await Array.fromAsync(runtime.chat({ model: 'pico', messages: [{ role: 'user', content: 'Hi' }] }))

  expect(events.at(-1)?.type).toBe('finish')
  expect((await runtime.health()).state).toBe('ready')
})

test('C09: a server that is slow in all it says has lost no ability', async () => {
  const { runtime } = await open({ delayMs: 1_200 })

  expect(await runtime.health()).toMatchObject({
    state: 'ready',
    server: { capabilities: expect.arrayContaining(['cancel-receipt', 'adapters']) },
  })
})

test('C09: the route that said something else is named, and a path too much is told', async () => {
  const { runtime } = await open({ models: 'none of your business' })
  const { url } = await open()
  const tooFar = vllm({ url: `${url}/v1` })

  await expect(runtime.models()).rejects.toThrow(/is no vLLM: \/v1\/models says/)
  await expect(tooFar.models()).rejects.toThrow(/Leave \/v1 out of the address/)
  await tooFar.close()
})

/** A vLLM that takes adapters and keeps the bodies of what it was sent; `silent` is a route that never answers. */
async function open(options: { readonly models?: unknown; readonly silent?: string; readonly delayMs?: number } = {}) {
  const sent: unknown[] = []
  const routes: Readonly<Record<string, string>> = {
    '/version': version ?? '',
    '/health': '',
    '/v1/models': JSON.stringify({ object: 'list', data: options.models ?? [pico] }),
    '/metrics': metrics ?? '',
  }
  const server = await httpServer((request, reply) => {
    const path = request.url ?? ''
    if (path === options.silent) return
    const say = (): void => answerTo(path, request, reply)
    if (options.delayMs === undefined) return say()
    setTimeout(say, options.delayMs)
  })
  function answerTo(path: string, request: IncomingMessage, reply: ServerResponse): void {
    if (path === '/v1/chat/completions') return void reply.setHeader('content-type', 'text/event-stream').end(answer)
    if (path in routes) return void reply.end(routes[path])
    if (request.method === 'GET') return void reply.writeHead(path.startsWith('/v1/load') ? 405 : 404).end()
    void text(request).then((body) => {
      sent.push(JSON.parse(body))
      reply.end('Success')
    })
  }
  const runtime = vllm({ url: server.url, spareAdapterSlot: false })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return { runtime, sent, url: server.url }
}
