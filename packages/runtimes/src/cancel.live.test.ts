import type { ChatEvent, ChatRequest, FinishEvent, Runtime } from '@venom/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { type LlamaServer, startLlamaServer } from '../../../tests/live/llama-server.js'
import { longWindowArgs } from '../../../tests/live/long-window.js'
import { type OllamaServer, ollamaVersions, type OllamaVersion, startOllama } from '../../../tests/live/ollama.js'
import { startVllm, type VllmServer, vllmStartMs } from '../../../tests/live/vllm.js'
import { llamaCpp } from './llama-cpp/llama-cpp.js'
import { ollama } from './ollama/ollama.js'
import { vllm } from './vllm/vllm.js'

// What is given up while its server lets it wait: in a queue, in a load, in a pause. The conformance cases have the rest.

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

// How long a state may take to come on a machine that is busy with other things, and how often it is looked for.
const soon = { timeout: 20_000 }
const often = { ...soon, interval: 5 }

/** Asks, and gives up as soon as `held` says that the server has the request and keeps it waiting. */
type GiveUp = (runtime: Runtime, request: ChatRequest, held: () => Promise<unknown>) => Promise<void>

const ways: readonly { readonly way: string; readonly giveUp: GiveUp }[] = [
  { way: 'its signal', giveUp: abort },
  { way: 'leaving the loop', giveUp: leave },
]
const sum: ChatRequest = {
  model: 'pico',
  messages: [{ role: 'user', content: 'What is 7 plus 8?' }],
  generation_params: { temperature: 0 },
}

describe.each(ollamaVersions)('Ollama %s', (version) => {
  // Seconds, so that it still runs once others are in the queue. The engine of 0.24 takes five times as long for a token.
  const max_tokens = version === '0.24.0' ? 900 : 4_000
  const counting: ChatRequest = {
    ...sum,
    generation_params: { temperature: 0, max_tokens },
    response_format: {
      type: 'json_schema',
      schema: { type: 'array', items: { type: 'integer', minimum: 100_000_000, maximum: 999_999_999 }, minItems: 900 },
    },
  }

  test('C05: who gives up in the queue leaves it, and the answer before them is untouched', async () => {
    const { server, runtime } = await serveOllama(version)
    await runtime.load('pico')
    const first = await begin(runtime, counting)

    // The answer and two that wait. From then on nothing can be computed, so whoever goes was never answered.
    const queued = untilLogged(server, 'completion request"', 3).then(server.pauseRunner)
    await Promise.all([abort(runtime, counting, () => queued), leave(runtime, counting, () => queued)])
    await untilLogged(server, 'aborting completion request', 2)
    await server.resumeRunner()

    expect(finishOf(await first.ended)).toMatchObject({ reason: 'length', usage: { completion_tokens: max_tokens } })
    expect(textOf(await answer(runtime, sum))).toBe('7 plus 8 is 15.')
    await untilLogged(server, 'completion request"', 4)
  })

  test.each(ways)('C05: a load that is given up by $way ends, and the next one answers', async ({ giveUp }) => {
    const { server, runtime } = await giveUpInLoad(giveUp)

    await expect.poll(() => server.runners(), soon).toEqual([])
    expect(textOf(await answer(runtime, sum))).toBe('7 plus 8 is 15.')
    await untilLogged(server, 'completion request"', 1)
  })

  /** A load takes 250 ms: where it is over before its runner stands still, as on a busy machine, another server is begun with. */
  async function giveUpInLoad(giveUp: GiveUp) {
    for (let begun = 1; ; begun += 1) {
      const served = await serveOllama(version)
      let isInLoad = false
      await giveUp(served.runtime, counting, async () => {
        await expect.poll(() => served.server.log(), often).toMatch(beganToLoad)
        await served.server.pauseRunner()
        isInLoad = (await served.runtime.models()).every(({ loaded }) => loaded === false)
      })
      if (isInLoad) return served
      expect(begun).toBeLessThan(5)
    }
  }
})

/** What a runner says when it begins: of 0.34, and of 0.24. It is asked every 250 ms whether it is ready. */
const beganToLoad = /llama_server: initializing|waiting for server to become available/

describe('vLLM', () => {
  const endless = askLa({ max_tokens: 900 })
  let server: VllmServer
  let runtime: Runtime
  beforeAll(async () => {
    server = await startVllm({ args: ['--max-num-seqs', '1'] })
    runtime = vllm({ url: server.url })
  }, vllmStartMs)
  afterAll(async () => {
    await runtime.close()
    await server.kill()
  })

  test('C05: who gives up in the queue leaves it, and the answer before them is untouched', async () => {
    const before = await generated()
    const first = await begin(runtime, endless)

    const queued = untilMetric('waiting', 2)
    await Promise.all([abort(runtime, endless, () => queued), leave(runtime, endless, () => queued)])
    await untilMetric('waiting', 0)
    expect(await server.metric('vllm:num_requests_running')).toBe(1)

    expect(finishOf(await first.ended)).toMatchObject({ reason: 'length', usage: { completion_tokens: 900 } })
    await expectNextIsRight(before + 900)
  })

  test.each(ways)('C05: an answer that /pause froze is let go by $way', async ({ giveUp }) => {
    const before = await generated()

    await giveUp(runtime, endless, async () => {
      await expect.poll(generated, soon).toBeGreaterThan(before + 20)
      await post('/pause?mode=keep')
      expect(await server.metric('vllm:num_requests_running')).toBe(1)
    })
    await untilMetric('running', 0)
    const whenFrozen = await generated()
    await post('/resume')

    expect(whenFrozen).toBeLessThan(before + 900)
    await expectNextIsRight(whenFrozen)
  })

  /** Every token that was made since is one of this answer. */
  async function expectNextIsRight(tokensBefore: number): Promise<void> {
    const next = await answer(runtime, sum)
    expect(textOf(next)).toBe('7 plus 8 is 15.')
    await expect.poll(generated, soon).toBe(tokensBefore + (finishOf(next)?.usage.completion_tokens ?? 0))
  }

  function generated(): Promise<number> {
    return server.metric('vllm:generation_tokens_total')
  }

  async function untilMetric(state: 'running' | 'waiting', count: number): Promise<void> {
    await expect.poll(() => server.metric(`vllm:num_requests_${state}`), soon).toBe(count)
  }

  async function post(path: string): Promise<void> {
    expect((await fetch(server.url + path, { method: 'POST', body: '{}' })).status).toBe(200)
  }
})

describe('llama-server', () => {
  test.each(ways)('C05: who gives up in the queue by $way is not answered when a slot is free', async ({ giveUp }) => {
    const { server, runtime } = await serveLlama()
    const controller = new AbortController()
    const first = await begin(runtime, askLa({ max_tokens: 30_000 }), controller.signal)

    await giveUp(runtime, askLa({ max_tokens: 2_000 }), () =>
      expect.poll(() => metric(server, 'requests_deferred'), soon).toBe(1),
    )
    const heard = first.texts()
    await expect.poll(first.texts, soon).toBeGreaterThan(heard)
    controller.abort()

    await expect(first.ended).rejects.toMatchObject({ code: 'runtime.cancelled' })
    expect(textOf(await answer(runtime, sum))).toBe('7 plus 8 is 15.')
    expect(await server.slots()).toEqual([{ id: 0, busy: false }])
    // It notices at the first tokens that nobody listens.
    expect(await metric(server, 'tokens_predicted_total')).toBeLessThan(first.texts() + 2_000)
  })

  async function serveLlama(): Promise<{ readonly server: LlamaServer; readonly runtime: Runtime }> {
    const server = await startLlamaServer({ args: [...longWindowArgs, '-np', '1', '--metrics'] })
    const runtime = llamaCpp({ url: server.url })
    open.push(server.kill, runtime.close)
    return { server, runtime }
  }

  async function metric({ url }: LlamaServer, name: string): Promise<number> {
    const metrics = await (await fetch(`${url}/metrics`)).text()
    return Number(new RegExp(`^llamacpp:${name} (\\d+)$`, 'm').exec(metrics)?.[1])
  }
})

async function serveOllama(version: OllamaVersion) {
  const server = await startOllama({ version, env: { OLLAMA_DEBUG: '1', OLLAMA_NUM_PARALLEL: '1' } })
  const runtime = ollama({ url: server.url })
  open.push(server.kill, runtime.close)
  return { server, runtime }
}

async function untilLogged(server: OllamaServer, words: string, times: number): Promise<void> {
  await expect.poll(() => server.log().split(words).length - 1, often).toBe(times)
}

async function abort(runtime: Runtime, request: ChatRequest, held: () => Promise<unknown>): Promise<void> {
  const controller = new AbortController()
  const ended = answer(runtime, request, controller.signal)
  await Promise.all([
    expect(ended).rejects.toMatchObject({ code: 'runtime.cancelled' }),
    held().then(() => controller.abort()),
  ])
}

async function leave(runtime: Runtime, request: ChatRequest, held: () => Promise<unknown>): Promise<void> {
  for await (const { type } of runtime.chat(request)) {
    expect(type).toBe('start')
    await held()
    break
  }
}

function askLa(generation_params: Readonly<Record<string, number>>): ChatRequest {
  return {
    model: 'pico',
    messages: [{ role: 'user', content: 'Say la again and again.' }],
    generation_params: { temperature: 0, ignore_eos: true, ...generation_params },
  }
}

/** Reads an answer on, once it has begun. */
async function begin(runtime: Runtime, request: ChatRequest, signal?: AbortSignal) {
  const begun = Promise.withResolvers<void>()
  let count = 0
  const ended = answer(runtime, request, signal, () => {
    count += 1
    begun.resolve()
  })
  await Promise.race([begun.promise, ended])
  return { ended, texts: () => count }
}

async function answer(
  runtime: Runtime,
  request: ChatRequest,
  signal?: AbortSignal,
  onText: () => unknown = () => undefined,
): Promise<readonly ChatEvent[]> {
  const events: ChatEvent[] = []
  for await (const event of runtime.chat(request, signal === undefined ? {} : { signal })) {
    events.push(event)
    if (event.type === 'text-delta') onText()
  }
  return events
}

function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
}

function finishOf(events: readonly ChatEvent[]): FinishEvent | undefined {
  return events.find((event) => event.type === 'finish')
}
