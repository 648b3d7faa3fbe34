import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

import type { Runtime } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { vllm, vllmKind } from './vllm.js'

const fixture = (name: string): Promise<string> =>
  readFile(new URL(`../__fixtures__/vllm/${name}`, import.meta.url), 'utf8')
const [version, models, metrics, answer, unauthorized, overflow] = await Promise.all(
  ['version.json', 'models.json', 'metrics.txt', 'answer.sse', 'models-unauthorized.json', 'overflow.json'].map(
    fixture,
  ),
)

const ask = (model: string) => ({ model, messages: [{ role: 'user', content: 'Hi' }] }) as const

test('a chat with a model that is known costs no further round trip', async () => {
  const asked: string[] = []
  const runtime = await open((request, reply) => {
    asked.push(`${request.method} ${request.url}`)
    serve(request.url, reply)
  })
  await Array.fromAsync(runtime.chat(ask('pico')))
  asked.length = 0

  await Array.fromAsync(runtime.chat(ask('pico')))

  expect(asked).toEqual(['POST /v1/chat/completions'])
})

test('C09: a model that was not there is asked for once more before it is refused', async () => {
  let holds = 'pico'
  const runtime = await open((request, reply) => serve(request.url, reply, { holds }))
  await Array.fromAsync(runtime.chat(ask('pico')))
  holds = 'nova'

  const [start] = await Array.fromAsync(runtime.chat(ask('nova')))

  expect(start).toMatchObject({ type: 'start', model: 'nova' })
  await expect(Array.fromAsync(runtime.chat(ask('pico')))).rejects.toMatchObject({
    code: 'model.unknown',
    details: { model: 'pico', models: ['nova'] },
  })
})

test('C06: where JSON was asked for and something else came, the answer says so', async () => {
  const runtime = await open((request, reply) => serve(request.url, reply))

  const asText = await Array.fromAsync(runtime.chat(ask('pico')))
  const asJson = await Array.fromAsync(runtime.chat({ ...ask('pico'), response_format: { type: 'json' } }))

  expect(asText.filter(({ type }) => type === 'warning')).toEqual([])
  expect(asJson.filter(({ type }) => type === 'warning')).toMatchObject([{ code: 'chat.answer_not_json' }])
})

test('C08: how long a conversation is that does not fit is asked for, and told as far as it is known', async () => {
  const overflows = (tokens: string) => (request: IncomingMessage, reply: ServerResponse) => {
    if (request.url === '/tokenize') return void reply.end(tokens)
    if (request.method === 'GET') return serve(request.url, reply)
    reply.writeHead(400).end(overflow)
  }
  const counts = await open(overflows('{"count":3011,"max_model_len":64,"tokens":[1]}'))
  const isSilent = await open(overflows('{"detail":"Not Found"}'))

  await expect(Array.fromAsync(counts.chat(ask('pico')))).rejects.toMatchObject({
    code: 'chat.context_overflow',
    message: expect.stringContaining('has 3011 tokens and the window 64.'),
    details: { limit: 64, used: 3011 },
  })
  await expect(Array.fromAsync(isSilent.chat(ask('pico')))).rejects.toMatchObject({
    code: 'chat.context_overflow',
    message: expect.stringContaining('has at least 65 tokens and the window 64.'),
    details: { limit: 64, used: 65 },
  })
})

test('C09: the server says its version, its model’s window, and what it can do; what it does not say is not claimed', async () => {
  const runtime = await open((request, reply) => serve(request.url, reply))

  expect(await runtime.health()).toEqual({
    state: 'ready',
    server: {
      kind: 'vllm',
      version: '0.32.0',
      capabilities: ['response-format', 'cancel-receipt', 'adapters'],
    },
  })
  expect(await runtime.models()).toEqual([{ id: 'pico', context_tokens: 1024, base_name: 'pico', loaded: true }])
})

test('C09: metrics that are switched off and adapters that are not taken are no abilities', async () => {
  const runtime = await open((request, reply) =>
    serve(request.url, reply, { metrics: '', onOther: (other) => other.writeHead(404).end('{"detail":"Not Found"}') }),
  )

  expect(await runtime.health()).toMatchObject({ server: { capabilities: ['response-format'] } })
})

test('C09: what is no vLLM is told apart from one that is dead, wants a key, or is gone', async () => {
  const health = async (listener: RequestListener) => (await open(listener)).health()
  const notFound = (reply: ServerResponse): void => void reply.writeHead(404).end('{"detail":"Not Found"}')

  expect(await health((_request, reply) => reply.end('<h1>It works!</h1>'))).toMatchObject({ state: 'foreign' })
  expect(await health((_request, reply) => notFound(reply))).toMatchObject({
    state: 'foreign',
    hint: expect.stringContaining('Correct the address'),
  })
  expect(
    await health((request, reply) => (request.url === '/v1/models' ? serve(request.url, reply) : notFound(reply))),
  ).toMatchObject({ state: 'foreign', hint: expect.stringContaining('speaks OpenAI’s protocol, but is no vLLM') })
  expect(
    await health((request, reply) =>
      request.url === '/health' ? reply.writeHead(503).end() : serve(request.url, reply),
    ),
  ).toMatchObject({ state: 'unreachable', code: 'runtime.failed', hint: expect.stringContaining('Start the server') })
  expect(
    await health((request, reply) =>
      request.url?.startsWith('/v1') ? reply.writeHead(401).end(unauthorized) : serve(request.url, reply),
    ),
  ).toMatchObject({ state: 'refused', code: 'runtime.unauthorized' })
  expect(await health((_request, reply) => reply.socket?.destroy())).toMatchObject({ state: 'unreachable' })
})

test('T09: what nobody told is not reported, and what the caller told is', async () => {
  const server = await httpServer((request, reply) => serve(request.url, reply))
  const plain = vllm({ url: server.url })
  const options = { generationConfig: { temperature: 0.6, max_new_tokens: 512 } }
  const told = vllmKind.open({ url: server.url, options })
  onTestFinished(async () => {
    await Promise.all([plain.close(), told.close()])
    await server.close()
  })

  expect((await plain.parameters('pico')).reported).toEqual({})
  expect((await told.parameters('pico')).reported).toMatchObject({ temperature: 0.6, max_tokens: 512, top_p: 1 })
  expect((await told.parameters('pico')).schema['max_tokens']).toMatchObject({ max: 1024 })
  await expect(told.parameters('nova')).rejects.toMatchObject({ code: 'model.unknown' })
})

test('a question that is given up is cancelled, in our words', async () => {
  const runtime = await open(() => undefined)
  const signal = AbortSignal.timeout(20)

  await expect(runtime.models({ signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
  await expect(runtime.parameters('pico', { signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
})

test('a runtime that was closed says so', async () => {
  const runtime = await open(() => undefined)
  await runtime.close()
  await runtime.close()

  await expect(runtime.models()).rejects.toMatchObject({ code: 'runtime.closed' })
  expect(await runtime.health()).toMatchObject({ state: 'unreachable', code: 'runtime.closed' })
  await expect(Array.fromAsync(runtime.chat(ask('pico')))).rejects.toMatchObject({ code: 'runtime.closed' })
})

test('C09: as a kind it opens at an address, and finds nothing where nothing may be looked for', async () => {
  const runtime = vllmKind.open({ id: 'gpu', url: 'http://127.0.0.1:1', key: 'k' })

  expect([runtime.id, runtime.kind]).toEqual(['gpu', 'vllm'])
  expect(await vllmKind.find({ except: ['http://localhost:8000'] })).toEqual([])
  expect(() => vllmKind.open({ url: 'http://127.0.0.1:1', options: { spare: true } })).toThrow(
    expect.objectContaining({ code: 'runtime.bad_option' }),
  )
  expect(() => vllmKind.open({ url: 'nowhere' })).toThrow(expect.objectContaining({ code: 'runtime.bad_url' }))
})

async function open(listener: RequestListener): Promise<Runtime> {
  const server = await httpServer(listener)
  const runtime = vllm({ url: server.url })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return runtime
}

interface Served {
  readonly holds?: string
  readonly metrics?: string
  /** Where it is asked for anything else, such as whether it takes adapters. */
  readonly onOther?: (reply: ServerResponse) => void
}

/** Answers as a vLLM that holds this model. */
function serve(url: string | undefined, reply: ServerResponse, served: Served = {}): void {
  const { holds = 'pico', onOther = (other) => other.writeHead(405).end('{"detail":"Method Not Allowed"}') } = served
  switch (url) {
    case '/version':
      return void reply.end(version)
    case '/v1/models':
      return void reply.end(models?.replaceAll('"id":"pico"', `"id":"${holds}"`))
    case '/health':
      return void reply.end()
    case '/metrics':
      return void reply.end(served.metrics ?? metrics)
    case '/v1/chat/completions':
      return void reply.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer)
    default:
      onOther(reply)
  }
}
