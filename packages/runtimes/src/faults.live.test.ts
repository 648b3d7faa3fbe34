import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import { ChatError, type ChatEvent, type ErrorCode, type Runtime } from '@venom/core'
import { afterEach, expect, test } from 'vitest'

import { type LlamaServer, startLlamaServer } from '../../../tests/live/llama-server.js'
import { longWindowArgs, tinyModelWithWindow } from '../../../tests/live/long-window.js'
import { type FaultProxy, startFaultProxy } from './conformance.js'
import { embedded } from './embedded/embedded.js'
import { llamaCpp } from './llama-cpp/llama-cpp.js'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

test('C06: SIGKILL of the server in mid-answer keeps the text and is a truncation', async () => {
  const { server, runtime } = await serve()

  const { text, error } = await listen(runtime, () => void server.kill())

  expectKept(error, 'runtime.stream_truncated', text)
  expect(await runtime.health()).toMatchObject({ state: 'unreachable', code: 'runtime.unreachable' })
})

test('C06: an error of the server in mid-stream keeps the text and is typed', async () => {
  // Two endless answers share one memory of 512 tokens: it is full before either ends.
  const { runtime } = await serve(['-c', '512', '-np', '2', '--kv-unified'])

  const [one, other] = await Promise.all([listen(runtime), listen(runtime)])

  expectKept(one.error, 'runtime.failed', one.text)
  expectKept(other.error, 'runtime.failed', other.text)
  expect(one.error.message).toContain('Context size has been exceeded')
})

test('C06: a server that freezes in mid-answer and goes on still succeeds', async () => {
  const { server, runtime } = await serve()
  const short = { temperature: 0, max_tokens: 200, ignore_eos: true }
  const whole = await textOf(runtime.chat(request(short)))

  let isFrozen = false
  const frozen = await textOf(runtime.chat(request(short)), () => {
    if (isFrozen) return
    isFrozen = true
    server.pause()
    setTimeout(server.resume, 700)
  })

  expect(isFrozen).toBe(true)
  expect(frozen).toBe(whole)
})

test('C04: a server that stays frozen ends by the idle timeout, and the text is kept', async () => {
  const { server, runtime } = await serve()

  const { text, error } = await listen(runtime, server.pause, { idleMs: 400 })

  expectKept(error, 'runtime.timeout', text)
  expect(error.details).toMatchObject({ phase: 'idle', limit_ms: 400 })
})

test('C06: a socket that is cut in mid-answer keeps the text, and the server is free', async () => {
  const { server } = await serve()
  const proxy: FaultProxy = await startFaultProxy(server.url)
  const runtime = llamaCpp({ url: proxy.url })
  open.push(proxy.close, runtime.close)

  const { text, error } = await listen(runtime, () => void proxy.close())

  expectKept(error, 'runtime.stream_truncated', text)
  await expect
    .poll(() => server.slots(), { timeout: 1_000 })
    .toEqual([
      { id: 0, busy: false },
      { id: 1, busy: false },
    ])
})

test('C05: a cancel in mid-answer frees the slot within a second, and the receipt says that the server confirmed it', async () => {
  const { server, runtime } = await serve()
  const controller = new AbortController()
  let receipt: unknown
  let slotsWhile: unknown

  const error = await textOf(
    runtime.chat(request(), { signal: controller.signal, onCancelled: (given) => (receipt = given) }),
    async () => {
      slotsWhile ??= await server.slots()
      controller.abort()
    },
  ).catch((thrown: unknown) => thrown)

  expect(slotsWhile).toContainEqual(expect.objectContaining({ busy: true }))
  expect(error).toMatchObject({ code: 'runtime.cancelled' })
  await expect
    .poll(() => server.slots(), { timeout: 1_000 })
    .toEqual([
      { id: 0, busy: false },
      { id: 1, busy: false },
    ])
  await expect.poll(() => receipt, { timeout: 6_000 }).toMatchObject({ confirmed: true, by: 'server' })
})

test('C06: the embedded model disposed in mid-answer keeps the text', async () => {
  const runtime = await embed()

  const closing: Promise<void>[] = []
  const { text, error } = await listen(runtime, () => closing.push(runtime.close()))
  await Promise.all(closing)

  expectKept(error, 'runtime.closed', text)
})

test('C05: a cancel in mid-answer frees the embedded sequence within a second', async () => {
  const runtime = await embed()
  const controller = new AbortController()
  const answer = textOf(runtime.chat(request(), { signal: controller.signal }), () => controller.abort())

  await expect(answer).rejects.toMatchObject({ code: 'runtime.cancelled' })
  const next = await textOf(
    runtime.chat(
      { ...request({ temperature: 0 }), messages: [{ role: 'user', content: 'What is 7 plus 8?' }] },
      { timeouts: { totalMs: 1_000 } },
    ),
  )

  expect(next).toBe('7 plus 8 is 15.')
})

async function serve(args: readonly string[] = longWindowArgs): Promise<{ server: LlamaServer; runtime: Runtime }> {
  const server = await startLlamaServer({ args })
  const runtime = llamaCpp({ url: server.url })
  open.push(server.kill, runtime.close)
  return { server, runtime }
}

async function embed(): Promise<Runtime> {
  const modelPath = await tinyModelWithWindow(8_192)
  const runtime = embedded({ modelPath })
  open.push(() => rm(dirname(modelPath), { recursive: true }), runtime.close)
  return runtime
}

function request(generation_params: Record<string, number | boolean> = { temperature: 0, ignore_eos: true }) {
  return { model: 'pico', messages: [{ role: 'user', content: 'Say la again and again.' }], generation_params } as const
}

/** Reads an endless answer that has to fail. `onText` is called once, in mid-answer. */
async function listen(
  runtime: Runtime,
  onText: () => unknown = () => undefined,
  timeouts: { readonly idleMs?: number } = {},
): Promise<{ text: string; error: ChatError }> {
  let text = ''
  let pieces = 0
  try {
    for await (const event of runtime.chat(request(), { timeouts })) {
      if (event.type !== 'text-delta') continue
      text += event.text
      pieces += 1
      if (pieces === 20) onText()
    }
  } catch (thrown) {
    if (ChatError.isChatError(thrown)) return { text, error: thrown }
    throw thrown
  }
  throw new Error('The answer ended well.')
}

async function textOf(answer: AsyncIterable<ChatEvent>, onText: () => unknown = () => undefined): Promise<string> {
  let text = ''
  for await (const event of answer) {
    if (event.type !== 'text-delta') continue
    text += event.text
    await onText()
  }
  return text
}

function expectKept(error: ChatError, code: ErrorCode, heard: string): void {
  expect(error.code).toBe(code)
  expect(heard).toMatch(/^la la la/)
  expect(error.partial.text.startsWith(heard)).toBe(true)
}
