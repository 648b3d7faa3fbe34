import { ChatError, type ChatEvent, type ChatOptions, type ChatRequest, type Runtime, VenomError } from '@venom/core'
import { afterEach, expect, test } from 'vitest'

import { type OllamaOptions, type OllamaServer, startOllama } from '../../../../tests/live/ollama.js'
import { ollama } from './ollama.js'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

const olderVersions = ['0.34.0', '0.24.0'] as const
const allVersions = ['0.34.4', ...olderVersions] as const

/** Runs for seconds, on a model that has been asked before. */
const endless: ChatRequest = {
  model: 'pico',
  messages: [{ role: 'user', content: 'Count.' }],
  generation_params: { temperature: 0 },
  response_format: {
    type: 'json_schema',
    schema: { type: 'array', items: { type: 'integer', minimum: 10, maximum: 99 }, minItems: 900 },
  },
}

test.each(allVersions)(
  'C06: on %s a runner that dies in mid-answer is a failure that keeps the text, and the next answer is right',
  async (version) => {
    const { server, runtime } = await serve({ version })

    const { text, error } = await listen(runtime, endless, () => server.killRunner())

    expectKept(error, text)
    expect(error).toMatchObject({ code: 'runtime.failed', retryable: true })
    expect(error.message).toContain('an error was encountered while running the model')
    expect(await answer(runtime, ask('What is 7 plus 8?'))).toMatchObject({ text: '7 plus 8 is 15.' })
  },
)

test.each(
  allVersions.flatMap((version) => [
    { version, signal: 'SIGKILL', end: 'kill' } as const,
    { version, signal: 'SIGTERM', end: 'stop' } as const,
  ]),
)('C06: $signal of $version in mid-answer is a truncation that keeps the text', async ({ version, end }) => {
  const { server, runtime } = await serve({ version })

  const { text, error } = await listen(runtime, endless, () => server[end]())

  expectKept(error, text)
  expect(error.code).toBe('runtime.stream_truncated')
  expect(await runtime.health()).toMatchObject({ state: 'unreachable', code: 'runtime.unreachable' })
})

test('C06: a server that freezes in mid-answer and goes on still succeeds', async () => {
  const { server, runtime } = await serve()
  const short = { ...endless, generation_params: { temperature: 0, max_tokens: 200 } }
  const whole = await answer(runtime, short)

  let isFrozen = false
  const frozen = await answer(runtime, short, {}, () => {
    if (isFrozen) return
    isFrozen = true
    server.pause()
    setTimeout(server.resume, 700)
  })

  expect(isFrozen).toBe(true)
  expect(frozen.text).toBe(whole.text)
})

test('C04: a server that stays frozen ends by the idle timeout, and the text is kept', async () => {
  const { server, runtime } = await serve()

  const { text, error } = await listen(runtime, endless, () => server.pause(), { timeouts: { idleMs: 400 } })

  expectKept(error, text)
  expect(error).toMatchObject({ code: 'runtime.timeout', details: { phase: 'idle', limit_ms: 400 } })
})

test.each(allVersions)(
  'C04: on %s a runner that freezes in mid-answer ends by the idle timeout, the text is kept, and the next answer is right',
  async (version) => {
    const { server, runtime } = await serve({ version, env: { OLLAMA_NUM_PARALLEL: '4' } })

    const { text, error } = await listen(runtime, endless, () => server.pauseRunner(), { timeouts: { idleMs: 400 } })
    await server.resumeRunner()

    expectKept(error, text)
    expect(error).toMatchObject({ code: 'runtime.timeout', details: { phase: 'idle', limit_ms: 400 } })
    expect(await answer(runtime, ask('What is 7 plus 8?'))).toMatchObject({ text: '7 plus 8 is 15.' })
  },
)

test('C04: a runner that is frozen says nothing, and the server still tells its models', async () => {
  const { server, runtime } = await serve()
  await server.pauseRunner()

  const { error } = await listen(runtime, endless, () => undefined, { timeouts: { firstByteMs: 400 } })

  expect(error).toMatchObject({ code: 'runtime.timeout', details: { phase: 'first_byte' } })
  expect(await runtime.models()).toMatchObject([{ id: 'pico:latest', loaded: true }])
})

test('C06: a model that repeats itself is ended by 0.34.4, which says so, and the text is kept', async () => {
  const { runtime } = await serve()

  const { text, error } = await listen(runtime, ask('Say la again and again.'))

  expect(error).toMatchObject({ code: 'chat.repetition', partial: { text } })
  expect(text).toMatch(/^la( la){90,}/)
})

test.each(olderVersions)('C06: on %s such an answer ends without a word: it is a truncation', async (version) => {
  const { runtime } = await serve({ version })

  const { text, error } = await listen(runtime, ask('Say la again and again.'))

  expect(error).toMatchObject({ code: 'runtime.stream_truncated', partial: { text } })
  expect(text).toMatch(/^la( la){20,}/)
})

test('C06: while a model loads, those for whom there is no room are told so', async () => {
  const { runtime } = await serve({ env: { OLLAMA_MAX_QUEUE: '1' } }, { isWarm: false })

  const settled = await Promise.allSettled(Array.from({ length: 8 }, () => answer(runtime, ask('Hello.'))))

  const reasons = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
  const busy = reasons.filter((reason) => VenomError.is(reason, 'runtime.busy') && reason.retryable)
  expect(busy.length).toBeGreaterThan(0)
  expect(busy).toEqual(reasons)
  expect(reasons.length).toBeLessThan(settled.length)
})

test.each([
  { version: '0.34.4', env: {}, used: 3011 },
  { version: '0.34.4', env: { OLLAMA_GO_TEMPLATE: 'false' }, used: 3011 },
  { version: '0.34.0', env: {}, used: 3011 },
  { version: '0.24.0', env: {}, used: null },
] as const)('C08: a conversation that does not fit $version $env is refused, not cut', async ({ used, ...options }) => {
  const { runtime } = await serve(options)
  const long = 'la '.repeat(3000)
  const turns = Array.from({ length: 40 }, () => ({ role: 'user', content: 'la '.repeat(60) }) as const)

  const one = await listen(runtime, ask(long))
  const many = await listen(runtime, { model: 'pico', messages: turns })
  const narrow = await listen(runtime, ask('la '.repeat(600), { context_length: 512 }))

  expect(one.error).toMatchObject({ code: 'chat.context_overflow', details: { limit: 1024, used } })
  expect(many.error).toMatchObject({ code: 'chat.context_overflow', details: { limit: 1024 } })
  expect(narrow.error).toMatchObject({ code: 'chat.context_overflow', details: { limit: 512 } })
})

test.each(allVersions)(
  'C05: a cancel in mid-answer frees %s, and the receipt says that nobody confirmed it',
  async (version) => {
    const { server, runtime } = await serve({ version, env: { OLLAMA_NUM_PARALLEL: '4' } })
    const controller = new AbortController()
    let receipt: unknown

    const { text, error } = await listen(runtime, endless, () => controller.abort(), {
      signal: controller.signal,
      onCancelled: (given) => (receipt = given),
    })

    expectKept(error, text)
    expect(error.code).toBe('runtime.cancelled')
    await expect.poll(() => server.isBusy(), { timeout: 2_000 }).toBe(false)
    expect(receipt).toMatchObject({ confirmed: false, by: 'socket-closed' })
  },
)

async function serve(
  options: OllamaOptions = {},
  { isWarm = true } = {},
): Promise<{ readonly server: OllamaServer; readonly runtime: Runtime }> {
  const server = await startOllama(options)
  const runtime = ollama({ url: server.url })
  open.push(server.kill, runtime.close)
  if (isWarm) await runtime.load?.('pico')
  return { server, runtime }
}

function ask(content: string, generation_params: Record<string, number> = {}): ChatRequest {
  return {
    model: 'pico',
    messages: [{ role: 'user', content }],
    generation_params: { temperature: 0, ...generation_params },
  }
}

async function answer(
  runtime: Runtime,
  request: ChatRequest,
  options: ChatOptions = {},
  onText: () => unknown = () => undefined,
) {
  let text = ''
  let last: ChatEvent | undefined
  for await (const event of runtime.chat(request, options)) {
    last = event
    if (event.type !== 'text-delta') continue
    text += event.text
    onText()
  }
  return { text, last }
}

/** Reads an answer that has to fail. `onText` is called once, in mid-answer. */
async function listen(
  runtime: Runtime,
  request: ChatRequest,
  onText: () => unknown = () => undefined,
  options: ChatOptions = {},
): Promise<{ readonly text: string; readonly error: ChatError }> {
  let text = ''
  let pieces = 0
  try {
    for await (const event of runtime.chat(request, options)) {
      if (event.type !== 'text-delta') continue
      text += event.text
      pieces += 1
      if (pieces === 20) await onText()
    }
  } catch (thrown) {
    if (ChatError.isChatError(thrown)) return { text, error: thrown }
    throw thrown
  }
  throw new Error('The answer ended well.')
}

function expectKept(error: ChatError, heard: string): void {
  expect(heard).toMatch(/^\[/)
  expect(error.partial.text.startsWith(heard)).toBe(true)
}
