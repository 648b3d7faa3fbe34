import { readFileSync } from 'node:fs'

import { httpServer } from '@venom/core/testing'
import { expect, test } from 'vitest'

import { holding, nothingLoaded, servedOllama } from '../__fixtures__/served-ollama.js'
import { llamaCppKind } from '../llama-cpp/llama-cpp.js'
import { ollamaKind } from '../ollama/ollama.js'
import { vllmKind } from '../vllm/vllm.js'
import { diagnose } from './diagnose.js'

const kinds = [ollamaKind, vllmKind, llamaCppKind].map((kind) => ({ ...kind, usualPorts: [] }))

test('C09: an Ollama with no model in memory says so, and what its Modelfile says of the window all the same', async () => {
  await using server = await servedOllama('0.34.4', undefined, nothingLoaded)

  const { kind, findings } = await diagnose(kinds, { url: server.url })

  expect(kind).toBe('ollama')
  expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
    ['window.small', 'advice'],
    ['models.cold', 'note'],
  ])
  expect(findings[0]?.message).toContain('tuned:latest has a window of 512 tokens')
})

test('C09: an Ollama with a model in memory is not cold, and its window is the one that it was loaded with', async () => {
  await using server = await servedOllama(
    '0.34.4',
    undefined,
    holding('pico:latest', () => 256),
  )

  const { findings } = await diagnose(kinds, { url: server.url })

  expect(findings.map(({ code }) => code)).toEqual(['window.small', 'window.small'])
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('pico:latest has a window of 256 tokens'),
  )
})

test('C09: models that cannot be read are told, with the server’s own words', async () => {
  let asked = 0
  await using server = await servedOllama('0.34.4', undefined, (path, reply) => {
    const isLater = path === '/api/tags' && asked++ > 0
    if (isLater) reply.writeHead(500).end('{"error":"the disk is gone"}')
    return isLater
  })

  expect((await diagnose(kinds, { url: server.url })).findings).toEqual([
    expect.objectContaining({
      code: 'models.unread',
      severity: 'problem',
      message: expect.stringContaining('the disk is gone'),
    }),
  ])
})

test('C09: a vLLM whose engine sleeps is no healthy one', async () => {
  const said: Readonly<Record<string, string>> = {
    '/version': recorded('vllm/version.json'),
    '/v1/models': recorded('vllm/models.json'),
    '/metrics': `${recorded('vllm/metrics.txt')}\nvllm:engine_sleep_state{sleep_state="awake"} 0.0`,
    '/health': '',
  }
  await using server = await httpServer(({ url = '' }, reply) => {
    reply.writeHead(url in said ? 200 : 404).end(said[url])
  })

  const seen = await diagnose(kinds, { url: server.url })

  expect(seen).toMatchObject({ kind: 'vllm', models: [{ id: 'pico' }] })
  expect(seen.findings).toEqual([
    {
      code: 'server.paused',
      severity: 'problem',
      message: expect.stringContaining('sleeps'),
      mend: expect.stringContaining('/wake_up'),
    },
  ])
})

test('C09: a llama-server that loads its model is asked to be waited for', async () => {
  const loading = recorded('llama-cpp/loading.json')
  await using server = await httpServer((_request, reply) => reply.writeHead(503).end(loading))

  const seen = await diagnose(kinds, { url: server.url })

  expect(seen).toMatchObject({ kind: 'llama-cpp', health: { state: 'starting' } })
  expect(seen.findings.map(({ code, severity }) => [code, severity])).toEqual([['server.starting', 'note']])
})

test('C09: an Ollama given with a path of its API is told the address to use', async () => {
  await using server = await servedOllama('0.34.4', undefined, (path, reply) => {
    const isNoRoute = !path.startsWith('/api/')
    if (isNoRoute) reply.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    return isNoRoute
  })

  expect((await diagnose(kinds, { url: `${server.url}/v1` })).findings).toEqual([
    expect.objectContaining({ code: 'address.path', mend: `Leave the path out: ${server.url}` }),
  ])
})

function recorded(path: string): string {
  return readFileSync(new URL(`../__fixtures__/${path}`, import.meta.url), 'utf8')
}
