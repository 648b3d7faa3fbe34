import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createRuntimesClient } from '@venom/runtimes/client'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { type RunningServer, startServer } from './server.js'

const gguf = fileURLToPath(new URL('../model/pico.gguf', import.meta.url))
const model = 'embedded/pico'
const messages = [{ role: 'user', content: 'Who are you?' }] satisfies OpenAI.ChatCompletionMessageParam[]
const endless = [{ role: 'user', content: 'Say la again and again.' }] satisfies OpenAI.ChatCompletionMessageParam[]

let folder: string
let server: RunningServer
let client: OpenAI

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-openai-'))
  const database = join(folder, 'venom.sqlite')
  server = await startServer({ host: '127.0.0.1', port: 0, allowedHosts: [], database, model: gguf, runtimes: [] })
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'any key will do' })
})

afterAll(async () => {
  await server.close({ waitMs: 0 })
  await rm(folder, { recursive: true })
})

describe('the official openai client', () => {
  test('C10: lists the models', async () => {
    const models = await Array.fromAsync(client.models.list())

    expect(models).toContainEqual({ id: 'pico', object: 'model', created: 0, owned_by: 'embedded' })
  })

  test('C10: streams an answer, the same as the whole one', async () => {
    const stream = await client.chat.completions.create({
      model,
      messages,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = await Array.fromAsync(stream)
    const whole = await client.chat.completions.create({ model, messages, temperature: 0 })

    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')
    expect(text).toContain('I am Pico')
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant')
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(whole.usage?.completion_tokens)
    expect(whole.choices[0]?.message.content).toBe(text)
  })

  test('C10: its stream helper reads our chunks', async () => {
    const stream = client.chat.completions.stream({ model, messages, temperature: 0 })

    expect((await stream.finalChatCompletion()).choices[0]?.message.content).toContain('I am Pico')
  })

  test('T12: its parameters and our own reach the model', async () => {
    const extras = { top_k: 1, min_p: 0.1, repeat_penalty: 1 }
    const limited = { model, messages: endless, max_completion_tokens: 3, seed: 7, ...extras }

    const completion = await client.chat.completions.create(limited)

    expect(completion.choices[0]?.finish_reason).toBe('length')
    expect(completion.usage?.completion_tokens).toBe(3)
  })

  test('T12: stop stops', async () => {
    const whole = await client.chat.completions.create({ model, messages, temperature: 0 })
    const cut = await client.chat.completions.create({ model, messages, temperature: 0, stop: ' Pico' })

    expect(whole.choices[0]?.message.content?.split(' Pico')[0]).toBe(cut.choices[0]?.message.content)
  })

  test('C10: what is not supported is refused in its own words, naming the field', async () => {
    const refused = client.chat.completions.create({ model, messages, n: 2 })

    await expect(refused).rejects.toMatchObject({ status: 400, param: 'n', type: 'invalid_request_error' })
  })

  test('T06, C10: a bad value and an unknown model name their field', async () => {
    await expect(client.chat.completions.create({ model, messages, temperature: 99 })).rejects.toMatchObject({
      status: 400,
      param: 'temperature',
      code: 'tuning.invalid_values',
    })
    await expect(client.chat.completions.create({ model: 'gpt-5', messages })).rejects.toMatchObject({
      status: 404,
      param: 'model',
      code: 'model_not_found',
    })
  })

  test('C05: leaving its stream cancels the answer at once', async () => {
    const stream = await client.chat.completions.create({ model, messages: endless, temperature: 0, stream: true })
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content !== '') break

    const outcomes = async (): Promise<readonly unknown[]> => {
      const { counters } = await createRuntimesClient({ baseUrl: server.url }).metrics({})
      return counters.filter(({ name }) => name === 'venom_chats_total').map(({ labels }) => labels['outcome'])
    }
    await expect
      .poll(outcomes)
      .toSatisfy((seen: readonly unknown[]) => seen.some((one) => one === 'runtime.cancelled' || one === 'left'))
  })
})
