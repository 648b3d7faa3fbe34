import { readFileSync } from 'node:fs'

import type { RuntimeKind } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, test } from 'vitest'

import { recorded } from '../__fixtures__/served-ollama.js'
import { llamaCppKind } from '../llama-cpp/llama-cpp.js'
import { ollamaKind } from '../ollama/ollama.js'
import { vllmKind } from '../vllm/vllm.js'
import { diagnose, diagnoseMachine } from './diagnose.js'

const kinds: readonly RuntimeKind[] = [vllmKind, ollamaKind, llamaCppKind].map((kind) => ({
  ...kind,
  usualPorts: [],
  find: async () => [],
}))

test('C09: an Ollama that does not know the name it was asked by is told with its cure, and not as one that wants a key', async () => {
  await using server = await refusing(403, recorded('0.34.4', 'foreign-host.json'))

  const { findings } = await diagnose(kinds, { url: server.url })

  expect(findings).toEqual([
    {
      code: 'address.refused',
      severity: 'problem',
      message: expect.stringContaining('start it with OLLAMA_HOST=0.0.0.0'),
      mend: expect.stringContaining('Host header'),
    },
  ])
})

test.each([
  { status: 401, options: {}, code: 'key.missing' },
  { status: 403, options: {}, code: 'key.missing' },
  { status: 401, options: { key: '' }, code: 'key.missing' },
  { status: 401, options: { key: 'wrong' }, code: 'key.wrong' },
])('C09: a page with a sign-in, $status, is no server of any kind, and $code', async ({ status, options, code }) => {
  await using page = await refusing(status, '<!doctype html><title>Sign in [Jenkins]</title>', 'text/html')

  const seen = await diagnose(kinds, { url: page.url, ...options })

  expect(seen).toMatchObject({ kind: null, label: null, health: { state: 'refused' } })
  expect(codesOf(seen)).toEqual([code])
})

test('C09: a page with a sign-in on a usual port of the machine is left out', async () => {
  await using page = await refusing(401, '<!doctype html><title>Sign in [Jenkins]</title>', 'text/html')
  const here = kinds.map((kind) => ({ ...kind, usualPorts: [Number(new URL(page.url).port)] }))

  expect(await diagnoseMachine(here)).toEqual([])
})

test('C09: what refuses a question that every server of ours answers is none of them', async () => {
  await using server = await refusing(400, '{"error":"bad request"}')

  const seen = await diagnose(kinds, { url: server.url })

  expect(seen).toMatchObject({ kind: null, health: { state: 'foreign', code: 'runtime.foreign' } })
  expect(codesOf(seen)).toEqual(['server.foreign'])
})

test('C09: what answers with a failure is not told as absent', async () => {
  await using server = await refusing(500, '<h1>Oops</h1>', 'text/html')

  expect(codesOf(await diagnose(kinds, { url: server.url }))).toEqual(['server.failed'])
})

test('C09: a vLLM whose engine is dead is told as that, and not as something else', async () => {
  await using server = await httpServer((request, reply) => {
    const path = request.url ?? ''
    if (path === '/version') return void reply.end(vllm('version.json'))
    reply.writeHead(path === '/health' ? 503 : 404).end()
  })

  expect((await diagnose(kinds, { url: server.url })).findings).toEqual([
    expect.objectContaining({ code: 'server.failed', message: expect.stringContaining('The engine of the vLLM') }),
  ])
})

test('C09: a vLLM with a key says how to give it, and with /v1 at its address what to leave out', async () => {
  await using server = await keyedVllm()

  expect((await diagnose(kinds, { url: server.url })).findings).toEqual([
    expect.objectContaining({
      code: 'key.missing',
      mend: expect.stringContaining(`VENOM_KEY=… npx @venom/runtimes doctor ${server.url}`),
    }),
  ])
  expect(codesOf(await diagnose(kinds, { url: `${server.url}/v1` }))).toEqual(['address.path'])
})

test('C09: a key that no header can carry is told as such, and the address is not blamed', async () => {
  const seen = await diagnose(kinds, { url: 'http://127.0.0.1:9', key: 'se cret' })

  expect(seen.findings).toEqual([
    expect.objectContaining({ code: 'key.bad', message: expect.stringContaining('The key holds characters') }),
  ])
  expect(JSON.stringify(seen)).not.toMatch(/se cret|http:\/\/host/)
})

test('C09: an address that is none is blamed also where the key is as bad', async () => {
  expect(codesOf(await diagnose(kinds, { url: 'ftp://box', key: 'se cret' }))).toEqual(['address.bad'])
})

function refusing(status: number, body: string | Buffer, type = 'application/json') {
  return httpServer((_request, reply) => reply.writeHead(status, { 'content-type': type }).end(body))
}

function vllm(file: string): Buffer {
  return readFileSync(new URL(`../__fixtures__/vllm/${file}`, import.meta.url))
}

/** What a recorded vLLM with a key says to whoever has none. */
function keyedVllm() {
  return httpServer((request, reply) => {
    const path = request.url ?? ''
    reply.setHeader('content-type', 'application/json')
    if (path === '/version') reply.end(vllm('version.json'))
    else if (path.startsWith('/v1')) reply.writeHead(401).end(vllm('models-unauthorized.json'))
    else reply.writeHead(path === '/health' ? 200 : 404).end(path === '/health' ? '' : vllm('no-route.json'))
  })
}

function codesOf({ findings }: { readonly findings: readonly { readonly code: string }[] }): readonly string[] {
  return findings.map(({ code }) => code)
}
