import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

import type { RuntimeKind } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod/mini'

import { selfSigned } from '../__fixtures__/certificate.js'
import { servedVenom } from '../__fixtures__/served-venom.js'
import { llamaCppKind } from '../llama-cpp/llama-cpp.js'
import { ollamaKind } from '../ollama/ollama.js'
import { vllmKind } from '../vllm/vllm.js'
import { diagnose, diagnoseMachine } from './diagnose.js'

// Only what a test starts is there: the machine may have servers of its own.
const kinds: readonly RuntimeKind[] = [ollamaKind, vllmKind, llamaCppKind].map((kind) => ({
  ...kind,
  usualPorts: [],
  find: async () => [],
}))

test('C09: a server is named with its version, what it can do and its models', async () => {
  await using server = await llamaServer()

  const seen = await diagnose(kinds, { url: server.url })

  expect(seen).toMatchObject({
    kind: 'llama-cpp',
    health: { state: 'ready', server: { version: expect.stringMatching(/^b\d+/) } },
    models: [{ id: 'pico', loaded: true }],
  })
  expect(codesOf(seen)).toEqual([])
})

test('C09: an address with /v1 at its end is told the one to use', async () => {
  await using server = await llamaServer()

  const seen = await diagnose(kinds, { url: `${server.url}/v1` })

  expect(seen.findings).toEqual([
    expect.objectContaining({ code: 'address.path', severity: 'problem', mend: `Leave the path out: ${server.url}` }),
  ])
})

test('C09: where the path is the fault, no other server is pointed at', async () => {
  await using server = await llamaServer()
  await using other = await llamaServer()
  const here = kinds.map((kind) => ({ ...kind, usualPorts: [Number(new URL(other.url).port)] }))

  expect(codesOf(await diagnose(here, { url: `${server.url}/v1` }))).toEqual(['address.path'])
})

test('C09: a wrong port is told where a server is', async () => {
  await using server = await llamaServer()
  const port = Number(new URL(server.url).port)
  const here = kinds.map((kind) => ({ ...kind, usualPorts: [port] }))

  const seen = await diagnose(here, { url: 'http://127.0.0.1:9' })

  expect(seen.findings).toEqual([
    expect.objectContaining({
      code: 'address.port',
      message: 'No known server is at this port, but one is at another: llama.cpp server.',
      mend: `Use this address: http://127.0.0.1:${port}`,
    }),
  ])
})

test('C09: an https before a server that speaks http is told', async () => {
  await using server = await llamaServer()

  expect((await diagnose(kinds, { url: server.url.replace('http:', 'https:'), key: 'secret' })).findings).toEqual([
    {
      code: 'address.scheme',
      severity: 'problem',
      message: 'The address begins with https, but the server, llama.cpp server, speaks http.',
      mend: `Use this address: ${server.url}`,
    },
  ])
})

test('C09: what an address hides is not shown, whatever is wrong with it', async () => {
  const login = await diagnose(kinds, { url: 'http://user:hunter2@127.0.0.1:9' })
  const query = await diagnose(kinds, { url: 'http://127.0.0.1:9/?key=hunter2' })

  expect([login, query].flatMap(codesOf)).toEqual(['address.bad', 'address.bad'])
  expect([login.url, query.url]).toEqual(['http://127.0.0.1:9', 'http://127.0.0.1:9'])
  expect(JSON.stringify([login, query])).not.toContain('hunter2')
})

test('C09: a server that never tells its models is not waited for', async () => {
  hurry()
  await using server = await llamaServer()
  const silent: RuntimeKind = {
    ...llamaCppKind,
    open: (options) => ({ ...llamaCppKind.open(options), models: () => new Promise<never>(() => undefined) }),
  }

  expect((await diagnose([silent], { url: server.url })).findings).toEqual([
    expect.objectContaining({ code: 'models.unread', message: 'The server did not tell its models within 6 s.' }),
  ])
})

test('C09: a server of ours is told as that, and not as one that wants a key', async () => {
  await using open = await servedVenom('the-token', true)
  await using closed = await servedVenom('the-token', false)

  expect((await diagnose(kinds, { url: `${open.url}/v1` })).findings).toEqual([
    expect.objectContaining({ code: 'server.venom', message: expect.stringContaining('a server of Venom') }),
  ])
  expect(codesOf(await diagnose(kinds, { url: closed.url }))).toEqual(['server.venom'])
})

test('C09: the key of one server is never shown to another', async () => {
  const keys: unknown[] = []
  await using server = await httpServer((request, reply) => {
    keys.push(request.headers.authorization)
    reply.end('{}')
  })
  const here = kinds.map((kind) => ({ ...kind, usualPorts: [Number(new URL(server.url).port)] }))

  await diagnose(here, { url: 'http://127.0.0.1:9', key: 'secret' })

  expect(keys.length).toBeGreaterThan(0)
  expect(new Set(keys)).toEqual(new Set([undefined]))
})

test.each([
  { name: 'a key that is missing', options: {}, code: 'key.missing' },
  { name: 'a key that is wrong', options: { key: 'wrong' }, code: 'key.wrong' },
])('C09: $name is told', async ({ options, code }) => {
  await using server = await httpServer((_request, reply) => {
    reply.writeHead(401, { 'content-type': 'application/json' }).end(recorded('unauthorized.json'))
  })

  const seen = await diagnose([llamaCppKind], { url: server.url, ...options })

  expect(codesOf(seen)).toEqual([code])
  expect(JSON.stringify(seen)).not.toContain('"wrong"')
})

test('C09: something else at the address is told as such, nobody as nobody, no address as none', async () => {
  await using page = await httpServer((_request, reply) => reply.end('<!doctype html><h1>Shop</h1>'))

  expect((await diagnose(kinds, { url: page.url })).findings).toEqual([
    {
      code: 'server.foreign',
      severity: 'problem',
      message: 'Something answers, but it is none of these: Ollama, vLLM, llama.cpp server.',
      mend: 'Correct the address.',
    },
  ])
  expect((await diagnose(kinds, { url: 'http://127.0.0.1:9' })).findings).toEqual([
    {
      code: 'server.absent',
      severity: 'problem',
      message: 'http://127.0.0.1:9 does not answer (ECONNREFUSED). Start it, or correct its address.',
    },
  ])
  expect(codesOf(await diagnose(kinds, { url: 'ftp://box' }))).toEqual(['address.bad'])
})

test('C09: a server that is older than what the adapter was proven with is told', async () => {
  await using server = await llamaServer({ props: { build_info: 'b4000-abc' } })

  expect(codesOf(await diagnose(kinds, { url: server.url }))).toEqual(['version.old'])
})

test('C09: no model, and a window that is a small part of what the model was made for, are told', async () => {
  await using empty = await llamaServer({ models: { data: [] } })
  await using narrow = await llamaServer({
    models: { data: [{ id: 'big', meta: { size: 1, n_ctx_train: 131_072 } }] },
  })

  expect(codesOf(await diagnose(kinds, { url: empty.url }))).toEqual(['models.none'])
  expect((await diagnose(kinds, { url: narrow.url })).findings).toEqual([
    expect.objectContaining({ code: 'window.small', message: expect.stringContaining('1024 tokens') }),
  ])
})

test('C09: the machine is looked at by its usual ports, and only servers are told', async () => {
  await using server = await llamaServer()
  await using page = await httpServer((_request, reply) => reply.end('<!doctype html>'))
  const usualPorts = [server, page].map(({ url }) => Number(new URL(url).port))
  const here = kinds.map((kind) => ({ ...kind, usualPorts: [9, ...usualPorts] }))

  expect((await diagnoseMachine(here)).map(({ url, kind }) => [url, kind])).toEqual([[server.url, 'llama-cpp']])
})

test('C09: the machine is looked at also where a kind finds a server by its own ways, and once for each', async () => {
  await using usual = await llamaServer()
  await using elsewhere = await llamaServer()
  const usualPorts = [Number(new URL(usual.url).port)]
  const asked: unknown[] = []
  const finder: RuntimeKind = {
    ...llamaCppKind,
    usualPorts,
    async find(options) {
      asked.push(options?.except)
      return [llamaCppKind.open(elsewhere)]
    },
  }

  const seen = await diagnoseMachine([...kinds, finder])

  expect(seen.map(({ url }) => url)).toEqual([usual.url, elsewhere.url])
  expect(asked).toEqual([[usual.url]])
})

test('C09: where nobody is at a usual port, the ways of the kinds lead there too', async () => {
  const asked: unknown[] = []
  const finder: RuntimeKind = {
    ...llamaCppKind,
    usualPorts: [9],
    async find(options) {
      asked.push(options?.except)
      return []
    },
  }

  expect(await diagnoseMachine([finder])).toEqual([])
  expect(asked).toEqual([[]])
})

test('C09: a certificate that nobody trusts is told with its cure, and nobody is called absent', async () => {
  const server = createServer(selfSigned({ addresses: ['127.0.0.1'] }), (_request, reply) => reply.end('{}'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = z.object({ port: z.number() }).parse(server.address())

  expect((await diagnose(kinds, { url: `https://127.0.0.1:${port}` })).findings).toEqual([
    { code: 'address.certificate', severity: 'problem', message: expect.stringContaining('NODE_EXTRA_CA_CERTS=') },
  ])
  expect((await diagnose(kinds, { url: `http://127.0.0.1:${port}` })).findings).toEqual([
    {
      code: 'address.scheme',
      severity: 'problem',
      message: 'The address begins with http, but what answers speaks https.',
      mend: `Use this address: https://127.0.0.1:${port}`,
    },
  ])
})

test('an examination that is given up says so', async () => {
  await using silent = await httpServer(() => undefined)
  const signal = AbortSignal.timeout(20)

  await expect(diagnose(kinds, { url: silent.url }, { signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
  await expect(diagnoseMachine(kinds, { signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
})

/** The long limits are over at once. */
function hurry(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms < 6_000 ? ms : 50))
  onTestFinished(() => spy.mockRestore())
}

function recorded(file: string): string {
  return readFileSync(new URL(`../__fixtures__/llama-cpp/${file}`, import.meta.url), 'utf8')
}

/** What a recorded llama-server says of itself, changed where a test wants it. */
function llamaServer(changed: { readonly props?: object; readonly models?: object } = {}) {
  const props: object = JSON.parse(recorded('props.json'))
  const models: object = JSON.parse(recorded('models.json'))
  const replies: Readonly<Record<string, object>> = {
    '/props': { ...props, ...changed.props },
    '/v1/models': { ...models, ...changed.models },
  }
  return httpServer((request, reply) => {
    const body = replies[request.url ?? '']
    if (body === undefined) reply.statusCode = 404
    reply.setHeader('content-type', 'application/json').end(JSON.stringify(body ?? { error: 'not found' }))
  })
}

function codesOf({ findings }: { readonly findings: readonly { readonly code: string }[] }): readonly string[] {
  return findings.map(({ code }) => code)
}
