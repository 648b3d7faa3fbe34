import { type ChatEvent, type ErrorCode, VenomError } from '@venom/core'
import { expect, test } from 'vitest'

import { openAiApp } from './openai.js'

const start: ChatEvent = {
  type: 'start',
  model: 'pico',
  translation: { server: { kind: 'test', version: null, capabilities: [] }, entries: [] },
}
const queued: ChatEvent = { type: 'progress', phase: 'queue', at_ms: 1, done: 0, total: 1 }
const hello: ChatEvent = { type: 'text-delta', text: 'Hello' }
const finish: ChatEvent = { type: 'finish', reason: 'stop', usage: {}, timings: {} }

test.each<[ErrorCode, number]>([
  ['runtime.busy', 503],
  ['chat.context_overflow', 400],
  ['runtime.unauthorized', 502],
])('what fails before the first word has a status of its own, streaming or not: %s', async (code, status) => {
  const refusing = async function* () {
    yield start
    yield queued
    throw new VenomError(code, 'No.')
  }

  const streamed = await ask(refusing, true)
  const whole = await ask(refusing, false)

  expect([streamed.status, whole.status]).toEqual([status, status])
  expect(await streamed.json()).toEqual(await whole.json())
})

test('what fails after the first word is the last frame of a stream, and the start is its first', async () => {
  const reply = await ask(async function* () {
    yield start
    yield hello
    throw new VenomError('runtime.stream_truncated', 'Broke off.')
  }, true)
  const frames = (await reply.text()).trim().split('\n\n')

  expect(reply.status).toBe(200)
  expect(frames.map((frame) => frame.match(/"role"|"content":"Hello"|runtime\.stream_truncated/)?.[0])).toEqual([
    '"role"',
    '"content":"Hello"',
    'runtime.stream_truncated',
  ])
})

test('an answer that goes well is streamed whole', async () => {
  const reply = await ask(async function* () {
    yield* [start, queued, hello, queued, hello, finish]
  }, true)
  const frames = (await reply.text()).trim().split('\n\n')

  expect(reply.headers.get('content-type')).toContain('text/event-stream')
  expect(frames).toHaveLength(5)
  expect(frames.at(-1)).toBe('data: [DONE]')
})

test('who leaves before the first word leaves the source', async () => {
  const begun = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const leave = new AbortController()
  const reply = ask(
    async function* (signal) {
      yield start
      begun.resolve()
      await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      left.resolve()
      throw new VenomError('runtime.cancelled', 'Cancelled.')
    },
    true,
    leave.signal,
  )
  await begun.promise
  leave.abort()

  await expect(left.promise).resolves.toBeUndefined()
  expect((await reply).status).toBe(499)
})

/** Asks an app whose every answer comes from `chat`. */
async function ask(
  chat: (signal?: AbortSignal) => AsyncIterable<ChatEvent>,
  stream: boolean,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const app = openAiApp({
    runs: { stream: (_request, options) => chat(options?.signal) },
    index: { list: async () => ({ models: [], problems: [] }) },
    authorize: async () => 'somebody',
  })
  const body = JSON.stringify({ model: 'pico', messages: [{ role: 'user', content: 'Hi' }], stream })
  const headers = { 'content-type': 'application/json' }
  return app.request('/v1/chat/completions', { method: 'POST', headers, body, signal })
}
