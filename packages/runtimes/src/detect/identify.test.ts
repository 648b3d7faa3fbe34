import { readFileSync } from 'node:fs'

import { httpServer } from '@venom/core/testing'
import { expect, test } from 'vitest'

import { llamaCppKind } from '../llama-cpp/llama-cpp.js'
import { ollamaKind } from '../ollama/ollama.js'
import { vllmKind } from '../vllm/vllm.js'
import { identify } from './identify.js'

const kinds = [ollamaKind, vllmKind, llamaCppKind]

/** What servers say when they are asked what they are, by path. */
const ollama = { '/api/version': { version: '0.34.4' }, '/api/tags': { models: [] }, '/api/ps': { models: [] } }
const vllm = {
  '/version': { version: '0.32.0' },
  '/v1/models': { data: [{ id: 'pico', owned_by: 'vllm' }] },
  '/health': {},
}
const llama = { '/props': recorded('props.json'), '/v1/models': recorded('models.json') }

test.each([
  { kind: 'ollama', replies: ollama },
  { kind: 'vllm', replies: vllm },
  { kind: 'llama-cpp', replies: llama },
])('C09: $kind is known among all kinds', async ({ kind, replies }) => {
  await using server = await replying(replies)

  const found = await identify(kinds, { url: server.url })

  expect(found).toMatchObject({ kind: { kind }, health: { state: 'ready', server: { kind } } })
})

test('C09: a vLLM is known also where it wants a key, which it does for /v1 alone', async () => {
  const replies = { '/version': { version: '0.32.0' }, '/health': {} }
  await using server = await replying(replies, (path) => (path.startsWith('/v1') ? 401 : 404), {
    error: 'Unauthorized',
  })

  expect(await identify(kinds, { url: server.url })).toMatchObject({
    kind: { kind: 'vllm' },
    health: { state: 'refused' },
  })
})

test('C09: a llama-server is known also where it wants a key, which it does for everything', async () => {
  await using server = await replying({}, () => 401, recorded('unauthorized.json'))

  expect(await identify(kinds, { url: server.url })).toMatchObject({
    kind: { kind: 'llama-cpp' },
    health: { state: 'refused' },
  })
})

test('C09: what only speaks OpenAI’s protocol is none of them', async () => {
  await using server = await replying({ '/v1/models': { data: [{ id: 'gpt' }] } })

  const found = await identify(kinds, { url: server.url })

  expect(found.kind).toBeNull()
  expect(found.health.state).toBe('foreign')
})

test('C09: a server that knows the question and is too slow is not called a stranger', async () => {
  await using server = await httpServer(({ url }, reply) => {
    if (url === '/api/version') return void reply.end('{"version":"0.34.4"}')
    if (url !== '/api/tags') reply.writeHead(404).end()
  })

  const found = await identify(kinds, { url: server.url })

  expect(found).toMatchObject({ kind: null, health: { state: 'unreachable', code: 'runtime.timeout' } })
})

test('C09: where nobody listens nobody is known', async () => {
  expect(await identify(kinds, { url: 'http://127.0.0.1:9' })).toMatchObject({
    kind: null,
    health: { state: 'unreachable' },
  })
  expect(await identify([], { url: 'http://127.0.0.1:9' })).toMatchObject({ kind: null })
})

test('an address that is none is refused', async () => {
  await expect(identify(kinds, { url: 'box' })).rejects.toMatchObject({ code: 'runtime.bad_url' })
})

function recorded(file: string): object {
  const parsed: object = JSON.parse(readFileSync(new URL(`../__fixtures__/llama-cpp/${file}`, import.meta.url), 'utf8'))
  return parsed
}

function replying(
  replies: Readonly<Record<string, object>>,
  statusOf: (path: string) => number = () => 404,
  otherwise: object = {},
) {
  return httpServer((request, reply) => {
    const path = request.url ?? ''
    const body = replies[path]
    reply.writeHead(body === undefined ? statusOf(path) : 200, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(body ?? otherwise))
  })
}
