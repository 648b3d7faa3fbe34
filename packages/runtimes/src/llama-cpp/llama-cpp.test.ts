import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'

import { createDirectory, createMemoryTuningStorage, createTuning, type Runtime } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { llamaCpp } from './llama-cpp.js'

const fixture = (name: string): Promise<string> =>
  readFile(new URL(`../__fixtures__/llama-cpp/${name}`, import.meta.url), 'utf8')
const [props, models, answer] = await Promise.all([
  fixture('props.json'),
  fixture('models.json'),
  fixture('answer.sse'),
])

const ask = (model: string) => ({ model, messages: [{ role: 'user', content: 'Hi' }] }) as const

test('C09: a server that holds another model than before is asked again before its model is refused', async () => {
  let holds = 'pico'
  const runtime = await open((request, reply) => serve(request.url, reply, holds))
  await Array.fromAsync(runtime.chat(ask('pico')))
  holds = 'nova'

  const [start] = await Array.fromAsync(runtime.chat(ask('nova')))

  expect(start).toMatchObject({ type: 'start', model: 'nova' })
  await expect(Array.fromAsync(runtime.chat(ask('pico')))).rejects.toMatchObject({ code: 'model.unknown' })
})

test('C06: an answer of another model than the one that was asked is none', async () => {
  let holds = 'pico'
  const runtime = await open((request, reply) => serve(request.url, reply, holds))
  await Array.fromAsync(runtime.chat(ask('pico')))
  holds = 'nova'

  await expect(Array.fromAsync(runtime.chat(ask('pico')))).rejects.toMatchObject({
    code: 'model.unknown',
    partial: { text: '' },
    details: { model: 'pico', models: ['nova'] },
  })
})

test.each([
  ['content that is no text', '{"choices":[{"delta":{"content":["a"]}}]}'],
  ['a message in place of a piece', '{"choices":[{"message":{"content":"a"}}]}'],
  ['arguments that are no text', '{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":{}}}]}}]}'],
])('C06: %s is refused, not lost', async (_, chunk) => {
  const runtime = await open((request, reply) => serve(request.url, reply, 'pico', `data: ${chunk}\n\n${answer}`))
  await expect(Array.fromAsync(runtime.chat(ask('pico')))).rejects.toMatchObject({ code: 'runtime.stream_malformed' })
})

test.each(['{"error":"out of memory"}', '{"error":["out of memory"]}', '{"error":{"message":"out of memory"}}'])(
  'C06: an error in the stream is one in whatever form it comes: %s',
  async (chunk) => {
    const runtime = await open((request, reply) => serve(request.url, reply, 'pico', `data: ${chunk}\n\n${answer}`))
    await expect(Array.fromAsync(runtime.chat(ask('pico')))).rejects.toMatchObject({
      code: 'runtime.failed',
      message: expect.stringContaining('out of memory'),
    })
  },
)

test('T09: while the server is away its own limits hold, not the usual ranges', async () => {
  const runtime = llamaCpp({ url: 'http://127.0.0.1:1' })
  const tuning = createTuning({
    directory: createDirectory([runtime]),
    storage: createMemoryTuningStorage(),
    sources: [],
  })
  const ref = { runtime: runtime.id, model: 'pico' }

  const config = await tuning.save(ref, { max_tokens: 5, mirostat: 2 }, { by: 'ann' })

  expect(config).toMatchObject({ live: false, resolution: { max_tokens: { value: 5, layer: 'override' } } })
  await expect(tuning.save(ref, { max_tokens: -9 }, { by: 'ann' })).rejects.toMatchObject({
    code: 'tuning.invalid_values',
  })
})

test('a question that is given up is cancelled, in our words', async () => {
  const runtime = await open(() => undefined)
  const signal = AbortSignal.timeout(20)

  await expect(runtime.models({ signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
  await expect(runtime.parameters('pico', { signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
})

test('a login in the address is refused, and is not repeated', () => {
  const leak = () => llamaCpp({ url: 'http://bob:s3cret@127.0.0.1:1' })
  expect(leak).toThrow(expect.objectContaining({ code: 'runtime.bad_url' }))
  expect(leak).not.toThrow(/s3cret/)
})

test('a key that no header can carry is refused where it is given', () => {
  expect(() => llamaCpp({ key: 'a\nb' })).toThrow(expect.objectContaining({ code: 'runtime.bad_key' }))
})

test('a runtime that was closed says so', async () => {
  const runtime = await open(() => undefined)
  await runtime.close()
  await runtime.close()

  await expect(runtime.models()).rejects.toMatchObject({ code: 'runtime.closed' })
  expect(await runtime.health()).toMatchObject({ state: 'unreachable', code: 'runtime.closed' })
  await expect(Array.fromAsync(runtime.chat(ask('pico')))).rejects.toMatchObject({ code: 'runtime.closed' })
})

test('C09: what is no llama-server is told apart from one that is loading, wants a key, or is gone', async () => {
  const state = async (listener: RequestListener) => (await (await open(listener)).health()).state
  const refusal = (status: number, type: string): RequestListener => {
    return (_request, reply) =>
      reply.writeHead(status).end(JSON.stringify({ error: { code: status, type, message: '' } }))
  }

  expect(await state((_request, reply) => reply.end('<h1>It works!</h1>'))).toBe('foreign')
  expect(await state((_request, reply) => reply.writeHead(404).end())).toBe('foreign')
  expect(await state(refusal(503, 'unavailable_error'))).toBe('starting')
  expect(await state(refusal(401, 'authentication_error'))).toBe('refused')
  expect(await state((_request, reply) => reply.socket?.destroy())).toBe('unreachable')
  expect(await state((request, reply) => serve(request.url, reply, 'pico'))).toBe('ready')
})

async function open(listener: RequestListener): Promise<Runtime> {
  const server = await httpServer(listener)
  const runtime = llamaCpp({ url: server.url })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return runtime
}

/** Answers as a llama-server that holds this model. */
function serve(url: string | undefined, reply: Parameters<RequestListener>[1], model: string, stream = answer): void {
  if (url === '/props') reply.end(props)
  else if (url === '/v1/models') reply.end(models.replaceAll('pico', model))
  else reply.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream.replaceAll('"pico"', `"${model}"`))
}
