import { setTimeout as wait } from 'node:timers/promises'

import { ChatError, type ChatEvent, type ChatOptions, type Runtime, type Values } from '@venom/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startVllm, type VllmServer, vllmStartMs } from '../../../../tests/live/vllm.js'
import { vllm } from './vllm.js'

describe('a vLLM that is left to itself', () => {
  let server: VllmServer
  let runtime: Runtime
  beforeAll(async () => {
    server = await startVllm()
    runtime = vllm({ url: server.url })
  }, vllmStartMs)
  afterAll(async () => {
    await runtime.close()
    await server.kill()
  })

  test('C06: a stream that is frozen in mid-answer and goes on still succeeds', async () => {
    const whole = await listen(runtime, {})
    const frozen = await listen(runtime, {
      onText: async () => {
        await post('/pause?mode=keep')
        setTimeout(() => void post('/resume'), 700)
      },
    })

    expect(frozen.error).toBeUndefined()
    expect(frozen.text).toBe(whole.text)
  })

  test('C04: a stream that stays frozen ends by the idle timeout, and the text is kept', async () => {
    const { text, error } = await listen(runtime, {
      onText: () => post('/pause?mode=keep'),
      options: { timeouts: { idleMs: 400 } },
    })
    await post('/resume')

    expectKept(error, 'runtime.timeout', text)
    expect(error?.details).toMatchObject({ phase: 'idle', limit_ms: 400 })
  })

  test.each([
    { order: '/abort_requests' },
    { order: '/pause?mode=abort', undo: '/resume' },
    { order: '/sleep?level=1', undo: '/wake_up' },
  ])('C06: an answer that $order ends is a failure with its text, and the next one is right', async (given) => {
    const { text, error } = await listen(runtime, { onText: () => post(given.order) })
    if (given.undo !== undefined) await post(given.undo)
    const next = await listen(runtime, { params: { max_tokens: 5 } })

    expectKept(error, 'runtime.failed', text)
    expect(error?.details).toMatchObject({ finish_reason: 'abort' })
    expect(next).toMatchObject({ text: 'la la la la la', error: undefined })
  })

  test('C08: a conversation that does not fit says the window and how long it is', async () => {
    const { error } = await listen(runtime, { prompt: 'la '.repeat(1_500) })
    const fitting = await listen(runtime, { prompt: 'la '.repeat(900), params: { max_tokens: 1 } })
    const finish = fitting.events.at(-1)
    const used = finish?.type === 'finish' ? (finish.usage.prompt_tokens ?? 0) + 600 : undefined

    expect(error).toMatchObject({ code: 'chat.context_overflow', details: { limit: 1024, used } })
  })

  test('C08: an answer that the window cuts short of what was asked says so', async () => {
    const { events } = await listen(runtime, { prompt: 'la '.repeat(950), params: { max_tokens: 500 } })
    const finish = events.at(-1)
    const got = finish?.type === 'finish' ? finish.usage.completion_tokens : undefined

    expect(got).toBeLessThan(100)
    expect(events.find(({ type }) => type === 'warning')).toEqual({
      type: 'warning',
      code: 'chat.answer_cut_by_window',
      detail: { requested: 500, got, context_tokens: 1024 },
    })
  })

  test('C06: more stop texts than vLLM takes are refused in words that a person understands', async () => {
    const { error } = await listen(runtime, { params: { stop: ['a', 'b', 'c', 'd', 'e'] } })

    expect(error).toMatchObject({
      code: 'runtime.rejected',
      message: expect.stringContaining('stop: List should have at most 4 items'),
    })
  })

  test('T13: what vLLM has no word for is reported as dropped, with the reason', async () => {
    const { events } = await listen(runtime, { params: { max_tokens: 1, mirostat: 2, context_length: 512 } })

    expect(events[0]).toMatchObject({
      translation: {
        entries: [
          { name: 'temperature', action: 'sent' },
          { name: 'max_tokens', wire_name: 'max_completion_tokens', action: 'sent' },
          { name: 'ignore_eos', action: 'sent' },
          { name: 'mirostat', action: 'dropped', reason: '`mirostat` has no counterpart in vLLM.' },
          { name: 'context_length', action: 'dropped', reason: expect.stringContaining('--max-model-len') },
        ],
      },
    })
  })

  test('C05: a cancel in mid-answer frees the server within a second, and it confirms that', async () => {
    const controller = new AbortController()
    let receipt: unknown
    let wasBusy: boolean | undefined

    const { error } = await listen(runtime, {
      onText: async () => {
        wasBusy = await server.isBusy()
        controller.abort()
      },
      options: { signal: controller.signal, onCancelled: (given) => (receipt = given) },
    })

    expect(wasBusy).toBe(true)
    expect(error).toMatchObject({ code: 'runtime.cancelled' })
    await expect.poll(() => server.isBusy(), { timeout: 1_000 }).toBe(false)
    await expect.poll(() => receipt, { timeout: 3_000 }).toMatchObject({ confirmed: true, by: 'server' })
  })

  test('C05: a cancel beside somebody else’s answer is not said to be confirmed', async () => {
    const other = vllm({ url: server.url })
    const controller = new AbortController()
    const begun = Promise.withResolvers<void>()
    let receipt: unknown

    const others = listen(other, {
      params: { max_tokens: 1_000 },
      onText: () => begun.resolve(),
      options: { signal: controller.signal },
    })
    await begun.promise
    await leaveAfterText(runtime, (given) => (receipt = given))

    await expect.poll(() => receipt, { timeout: 6_000 }).toMatchObject({ confirmed: false, by: 'socket-closed' })
    controller.abort()
    await others
    await other.close()
  })

  test('C06: a connection that the server closed while nobody asked is no failure', async () => {
    await listen(runtime, { params: { max_tokens: 1 } })
    await wait(5_500)

    expect((await listen(runtime, { params: { max_tokens: 1 } })).error).toBeUndefined()
  })

  test('C06: the engine killed in mid-answer is a failure with the text, and health says that nobody answers', async () => {
    const params = { max_tokens: 1_000 }
    const { text, error } = await listen(runtime, { params, onText: () => server.killEngine() })

    expectKept(error, 'runtime.failed', text)
    expect(error?.message).toContain('start it again')
    expect(await runtime.health()).toMatchObject({ state: 'unreachable' })
    await expect
      .poll(() => runtime.health(), { timeout: 20_000 })
      .toMatchObject({ state: 'unreachable', code: 'runtime.unreachable' })
  })

  function post(path: string): Promise<unknown> {
    return fetch(server.url + path, { method: 'POST', body: '{}' })
  }
})

describe('a vLLM with a key and a short queue', () => {
  const key = 'right'
  let server: VllmServer
  let runtime: Runtime
  beforeAll(async () => {
    server = await startVllm({ args: ['--api-key', key, '--max-num-seqs', '1', '--max-num-queued-reqs', '2'] })
    runtime = vllm({ url: server.url, key })
  }, vllmStartMs)
  afterAll(async () => {
    await runtime.close()
    await server.kill()
  })

  test('C09: a missing or wrong key is refused, for a chat and in its health', async () => {
    const [none, wrong] = [vllm({ url: server.url }), vllm({ url: server.url, key: 'wrong' })]

    expect(await none.health()).toMatchObject({ state: 'refused', code: 'runtime.unauthorized' })
    expect(await wrong.health()).toMatchObject({ state: 'refused', code: 'runtime.unauthorized' })
    expect((await listen(wrong, {})).error).toMatchObject({ code: 'runtime.unauthorized' })
    expect(await runtime.health()).toMatchObject({ state: 'ready' })
    await Promise.all([none.close(), wrong.close()])
  })

  test('C06: a full queue is a busy runtime, and those that wait are answered', async () => {
    const waiting = ['first', 'second'].map(() => listen(runtime, { params: { max_tokens: 900 } }))
    await expect.poll(() => inWork(server), { timeout: 10_000 }).toBe(2)
    const late = await listen(runtime, {})
    const answers = await Promise.all(waiting)

    expect(late.error).toMatchObject({ code: 'runtime.busy', retryable: true })
    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined])
  })

  test('C06: the engine killed before the first token is a failure without text', async () => {
    const running = listen(runtime, { params: { max_tokens: 900 } })
    await expect.poll(() => inWork(server), { timeout: 10_000 }).toBe(1)
    const waiting = listen(runtime, {})
    await expect.poll(() => inWork(server), { timeout: 10_000 }).toBe(2)
    await server.killEngine()

    expect((await running).error).toMatchObject({ code: 'runtime.failed' })
    expect((await waiting).error).toMatchObject({ code: 'runtime.failed', partial: { text: '' } })
  })
})

async function inWork(server: VllmServer): Promise<number> {
  return (await server.metric('vllm:num_requests_running')) + (await server.metric('vllm:num_requests_waiting'))
}

interface Listening {
  readonly prompt?: string
  readonly params?: Values
  /** Called once, in mid-answer. */
  readonly onText?: () => unknown
  readonly options?: ChatOptions
}

interface Heard {
  readonly events: readonly ChatEvent[]
  readonly text: string
  readonly error: ChatError | undefined
}

/** Reads an answer of at most 200 tokens to its end, good or bad. */
async function listen(
  runtime: Runtime,
  { prompt = 'Say la again and again.', params, onText = () => undefined, options = {} }: Listening,
): Promise<Heard> {
  const generation_params = { temperature: 0, max_tokens: 200, ignore_eos: true, ...params }
  const request = { model: 'pico', messages: [{ role: 'user', content: prompt }], generation_params } as const
  const events: ChatEvent[] = []
  let text = ''
  let pieces = 0
  try {
    for await (const event of runtime.chat(request, options)) {
      events.push(event)
      if (event.type !== 'text-delta') continue
      text += event.text
      pieces += 1
      if (pieces === 20) await onText()
    }
    return { events, text, error: undefined }
  } catch (thrown) {
    if (ChatError.isChatError(thrown)) return { events, text, error: thrown }
    throw thrown
  }
}

async function leaveAfterText(runtime: Runtime, onCancelled: NonNullable<ChatOptions['onCancelled']>): Promise<void> {
  const messages = [{ role: 'user', content: 'Say la again and again.' }] as const
  for await (const { type } of runtime.chat({ model: 'pico', messages }, { onCancelled })) {
    if (type === 'text-delta') break
  }
}

function expectKept(error: ChatError | undefined, code: string, heard: string): void {
  expect(error?.code).toBe(code)
  expect(heard).toMatch(/^la la la/)
  expect(error?.partial.text.startsWith(heard)).toBe(true)
}
