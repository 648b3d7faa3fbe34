import type { Runtime, Timings } from '@venom/core'
import { expect, test } from 'vitest'

import { startLlamaServer } from '../../../tests/live/llama-server.js'
import { startOllama } from '../../../tests/live/ollama.js'
import { type StampingProxy, type Stamps, startStampingProxy } from '../../../tests/live/stamping-proxy.js'
import { startVllm } from '../../../tests/live/vllm.js'
import { llamaCpp } from './llama-cpp/llama-cpp.js'
import { ollama } from './ollama/ollama.js'
import { vllm } from './vllm/vllm.js'

const open = {
  'llama-server': async () => ({ server: await startLlamaServer(), connect: llamaCpp, model: 'pico' }),
  Ollama: async () => ({ server: await startOllama(), connect: ollama, model: 'pico:latest' }),
  vLLM: async () => ({ server: await startVllm(), connect: vllm, model: 'pico' }),
}

test.each(Object.entries(open))(
  'C03: the times to the headers and to the first token of %s are those that a proxy sees on the wire',
  async (_name, start) => {
    const { server, connect, model } = await start()
    await using _server = server
    await using proxy = await startStampingProxy(server.url)
    const runtime = connect({ url: proxy.url })
    await ask(runtime, model, 3)

    // Whatever else the machine does makes a round worse, never better: the best one is the clock's own. On a machine at rest they
    // are off by less than a millisecond, which `bench/` holds them to.
    const rounds = []
    for (let round = 0; round < 5; round++) rounds.push(await compare(runtime, model, proxy))
    await runtime.close()

    expect(Math.min(...rounds.map(({ headers }) => headers))).toBeLessThan(5)
    expect(Math.min(...rounds.map(({ first_token }) => first_token))).toBeLessThan(5)
  },
)

/** How far our times are from those of the wire, in milliseconds at the median of a round. */
async function compare(runtime: Runtime, model: string, proxy: StampingProxy): Promise<Stamps> {
  const before = proxy.stamps.length
  const ours = await ask(runtime, model, 21)
  await expect.poll(() => proxy.stamps.length).toBe(before + ours.length)
  const wire = proxy.stamps.slice(before)
  const offBy = (mark: keyof Stamps): number =>
    median(wire.map((stamps, index) => Math.abs((ours[index]?.[mark] ?? Infinity) - stamps[mark])))
  return { headers: offBy('headers'), first_token: offBy('first_token') }
}

/** Asks one after the other, each time something that no cache holds. Some answers end before their first token. */
async function ask(runtime: Runtime, model: string, times: number): Promise<Timings[]> {
  const timings: Timings[] = []
  for (let index = 0; index < times; index++) {
    const content = `${Math.random()} ${'la '.repeat(100)}`
    const request = { model, messages: [{ role: 'user', content }], generation_params: { max_tokens: 2 } } as const
    for await (const event of runtime.chat(request)) {
      if (event.type === 'finish' && event.timings.first_token !== undefined) timings.push(event.timings)
    }
  }
  return timings
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Infinity
}
