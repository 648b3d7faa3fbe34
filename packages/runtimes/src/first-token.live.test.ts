import type { Runtime } from '@venom/core'
import { expect, test } from 'vitest'

import { startLlamaServer } from '../../../tests/live/llama-server.js'
import { startOllama } from '../../../tests/live/ollama.js'
import { type Stamps, startStampingProxy } from '../../../tests/live/stamping-proxy.js'
import { startVllm } from '../../../tests/live/vllm.js'
import { llamaCpp } from './llama-cpp/llama-cpp.js'
import { ollama } from './ollama/ollama.js'
import { vllm } from './vllm/vllm.js'

/** What an answer says of itself, and when its reader saw its first text, in milliseconds. */
interface Timed {
  readonly timings: Stamps
  readonly seen: number
}

const never: Stamps = { headers: Infinity, first_token: Infinity }

const open = {
  'llama-server': async () => ({ server: await startLlamaServer(), connect: llamaCpp, model: 'pico' }),
  Ollama: async () => ({ server: await startOllama(), connect: ollama, model: 'pico:latest' }),
  vLLM: async () => ({ server: await startVllm(), connect: vllm, model: 'pico' }),
}

test.each(Object.entries(open))(
  'C03: the times to the headers and to the first token of %s lie between what a proxy sees on the wire and what the reader sees',
  async (_name, start) => {
    const { server, connect, model } = await start()
    await using _server = server
    await using proxy = await startStampingProxy(server.url)
    const runtime = connect({ url: proxy.url })

    const answers = await ask(runtime, model)
    await expect.poll(() => proxy.stamps.length).toBe(answers.length)
    await runtime.close()

    // How far apart the two are on a machine at rest is what `bench/` measures.
    const outside = answers.filter(({ timings, seen }, index) => {
      const wire = proxy.stamps[index] ?? never
      return timings.headers < wire.headers || timings.first_token < wire.first_token || timings.first_token > seen
    })
    expect(answers.length).toBeGreaterThan(10)
    expect(outside).toEqual([])
  },
)

/** Asks one after the other, each time something that no cache holds. Answers that end before their first token are left out. */
async function ask(runtime: Runtime, model: string): Promise<readonly Timed[]> {
  const answers: Timed[] = []
  for (let index = 0; index < 30; index++) {
    const content = `${Math.random()} ${'la '.repeat(100)}`
    const request = { model, messages: [{ role: 'user', content }], generation_params: { max_tokens: 2 } } as const
    const askedAt = performance.now()
    let seen = Infinity
    for await (const event of runtime.chat(request)) {
      if (event.type === 'text-delta') seen = Math.min(seen, performance.now() - askedAt)
      if (event.type !== 'finish') continue
      const { headers, first_token } = event.timings
      if (headers !== undefined && first_token !== undefined) answers.push({ timings: { headers, first_token }, seen })
    }
  }
  return answers
}
