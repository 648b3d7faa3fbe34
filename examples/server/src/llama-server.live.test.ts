import { fileURLToPath } from 'node:url'

import { createTuningClient } from '@venom/core/client'
import { createRuntimesClient, type RuntimesClient } from '@venom/runtimes/client'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { type LlamaServer, startLlamaServer } from '../../../tests/live/llama-server.js'
import { longWindowArgs } from '../../../tests/live/long-window.js'
import { type RunningServer, startServer } from './server.js'

const gguf = fileURLToPath(new URL('../model/pico.gguf', import.meta.url))
const token = 'a-token-for-this-test-only'
const who = [{ role: 'user', content: 'What is your name?' }] as const
const endless = [{ role: 'user', content: 'Say la again and again.' }] as const

let llama: LlamaServer
let server: RunningServer
let runtimes: RuntimesClient

beforeAll(async () => {
  // The port that llama-server takes by itself from its coming releases on: there it is found without a word.
  llama = await startLlamaServer({ args: ['--port', '9931', '--alias', 'nova', ...longWindowArgs] })
  server = await start()
  runtimes = createRuntimesClient({ baseUrl: server.url })
})
afterAll(async () => {
  await server.close({ waitMs: 0 })
  await llama.stop()
})

function start(configured: readonly { readonly id: string; readonly url: string }[] = []): Promise<RunningServer> {
  const options = { host: '127.0.0.1', port: 0, allowedHosts: [], database: ':memory:', model: gguf, token }
  return startServer({ ...options, runtimes: configured })
}

describe('a llama-server on this machine', () => {
  test('C09: is found and listed beside the embedded model', async () => {
    expect((await runtimes.runtimes({})).runtimes).toMatchObject([
      { id: 'embedded', health: { state: 'ready' } },
      { id: 'llama-cpp-9931', kind: 'llama-cpp', health: { state: 'ready', server: { version: expect.any(String) } } },
    ])
    expect((await runtimes.models({})).models.map(({ address }) => address)).toEqual(['pico', 'nova'])
  })

  test('C09: is listed once where it was configured under another name', async () => {
    const own = await start([{ id: 'gpu2', url: llama.url.replace('127.0.0.1', 'localhost') }])
    onTestFinished(() => own.close({ waitMs: 0 }))

    const { models } = await createRuntimesClient({ baseUrl: own.url }).models({})

    expect(models.map(({ runtime, address }) => [runtime, address])).toEqual([
      ['gpu2', 'nova'],
      ['embedded', 'pico'],
    ])
  })

  test('T07, T12: a saved override reaches it over our tasks and over OpenAI’s protocol', async () => {
    const tuning = createTuningClient({ baseUrl: server.url, token })
    await tuning.save({ model: 'nova', generation_params: { temperature: 0, max_tokens: 3 } })
    onTestFinished(async () => void (await tuning.reset({ model: 'nova' })))

    const { id } = await runtimes.startTask({ model: 'nova', messages: who })
    const events = (await Array.fromAsync(runtimes.taskEvents({ id }))).map(({ event }) => event)
    const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'any' })
    const completion = await openai.chat.completions.create({ model: 'nova', messages: [...who] })

    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'length', usage: { completion_tokens: 3 } })
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'My name is' } })
  })

  test('T08: what was changed is counted', async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/^venom_tuning_changes_total\{runtime="llama-cpp-9931",model="nova"\} 2$/m)
  })

  test('C05: leaving an OpenAI stream frees its slot within a second', async () => {
    const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'any' })
    const stream = await openai.chat.completions.create({ model: 'nova', messages: [...endless], stream: true })
    for await (const _chunk of stream) break

    await expect.poll(async () => (await llama.slots()).some(({ busy }) => busy), { timeout: 1_000 }).toBe(false)
  })

  test('C06: killed in mid-answer it ends the stream with an error, and the text before it is there', async () => {
    const generation_params = { temperature: 0 }
    const { id } = await runtimes.startTask({ model: 'nova', messages: endless, generation_params })
    let text = ''
    const reading = (async () => {
      for await (const { event } of runtimes.taskEvents({ id })) {
        if (event.type === 'text-delta') text += event.text
        if (text.length > 20) await llama.kill()
      }
    })()

    await expect(reading).rejects.toMatchObject({ code: 'runtime.stream_truncated', retryable: true })
    expect(text).toMatch(/^la la/)
    expect((await runtimes.runtimes({})).runtimes[1]?.health).toMatchObject({ code: 'runtime.unreachable' })
  })
})
