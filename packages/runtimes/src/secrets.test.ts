import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'

import type { OpenOptions, Runtime } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { createTransport, type Transport } from './adapter/transport.js'
import { llamaCpp } from './llama-cpp/llama-cpp.js'
import { ollama } from './ollama/ollama.js'
import { vllm } from './vllm/vllm.js'

const key = 's3cr3t/key+42'
const chat = { model: 'pico', messages: [{ role: 'user', content: 'Hi' }] } as const

test.each([
  ['an Ollama', ollama],
  ['a vLLM', vllm],
  ['a llama-server', llamaCpp],
])('a key that %s is refused with, or that a page repeats, is in no message', async (_, open) => {
  const refusal = await runtimeOf(open, repeating(401))
  const page = await runtimeOf(open, repeating(200))

  const hints = JSON.stringify([await refusal.health(), await page.health()])

  expect(hints).toContain('"refused"')
  expect(hints).toContain('"foreign"')
  expect(hints).not.toContain('s3cr3t')
  expect(await messageOf(refusal.models())).toContain('[key]')
  expect(await messageOf(page.models())).not.toContain('s3cr3t')
})

test('a key that a refused chat repeats is in no message, at once or in the middle of the answer', async () => {
  const refused = await runtimeOf(llamaCpp, llamaServer(repeating(401)))
  const broken = await runtimeOf(
    llamaCpp,
    llamaServer((request, reply) => {
      const error = { message: `No: ${request.headers.authorization}` }
      reply.setHeader('content-type', 'text/event-stream').end(`data: ${JSON.stringify({ error })}\n\n`)
    }),
  )

  expect(await messageOf(Array.fromAsync(refused.chat(chat)))).toContain('Bearer [key]')
  expect(await messageOf(Array.fromAsync(broken.chat(chat)))).toContain('No: Bearer [key]')
})

test('a key is taken out of what a message says also where it stands at the cut', async () => {
  const transport = await transportTo(repeating(200), 's3cr3t'.repeat(40))

  expect((await transport.request('GET', '/x')).said).not.toContain('s3')
})

test('a good reply stays as it is: its words may be as common as the key', async () => {
  const transport = await transportTo(repeating(200), 'ollama')

  expect((await transport.request('GET', '/x')).text).toContain('Bearer ollama')
})

test.each([
  'http://user:hunter2@127.0.0.1:9',
  'http://127.0.0.1:9/?key=hunter2',
  'http://127.0.0.1:9/#hunter2',
  'ftp://user:hunter2@box',
  'user:hunter2@box',
  'http://user:hunter2@bo x',
])('%s is refused, and its secret is not repeated', (url) => {
  expect(() => createTransport({ url })).toThrow(expect.objectContaining({ code: 'runtime.bad_url' }))
  expect(() => createTransport({ url })).not.toThrow(/hunter2/)
})

test('an empty key is none', async () => {
  const headers: unknown[] = []
  const transport = await transportTo((request, reply) => {
    headers.push(request.headers.authorization)
    reply.end('ok')
  }, '')

  expect((await transport.request('GET', '/x')).text).toBe('ok')
  expect(headers).toEqual([undefined])
})

test('a key that no header can carry is told as that, and is not repeated', () => {
  const open = () => createTransport({ url: 'http://127.0.0.1:9', key: 'hunter2\n' })

  expect(open).toThrow(expect.objectContaining({ code: 'runtime.bad_key', retryable: false }))
  expect(open).not.toThrow(/hunter2/)
})

test('what is wrong with an address that looks good is said', () => {
  expect(() => createTransport({ url: 'http://127.0.0.1:9/?a=1' })).toThrow('holds a “?” or a “#”')
  expect(() => createTransport({ url: 'http://me@127.0.0.1:9' })).toThrow('holds a login')
})

async function runtimeOf(open: (options: OpenOptions) => Runtime, listener: RequestListener): Promise<Runtime> {
  const server = await httpServer(listener)
  const runtime = open({ url: server.url, key })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return runtime
}

async function transportTo(listener: RequestListener, secret: string): Promise<Transport> {
  const server = await httpServer(listener)
  const transport = createTransport({ url: server.url, key: secret })
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  return transport
}

/** Answers with the headers of the request. */
function repeating(status: number): RequestListener {
  return (request, reply) => reply.writeHead(status).end(JSON.stringify(request.headers))
}

/** What a recorded llama-server says of itself; chats are answered by `answer`. */
function llamaServer(answer: RequestListener): RequestListener {
  return (request, reply) => {
    const file = { '/props': 'props.json', '/v1/models': 'models.json' }[request.url ?? '']
    if (file === undefined) return answer(request, reply)
    return void reply.end(readFileSync(new URL(`./__fixtures__/llama-cpp/${file}`, import.meta.url)))
  }
}

async function messageOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
  )
}
