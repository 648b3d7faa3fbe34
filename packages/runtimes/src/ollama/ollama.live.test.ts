import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { ChatEvent, ChatRequest, Tool } from '@venom/core'
import { expect, onTestFinished, test } from 'vitest'

import { ollamaVersions as versions } from '../../../../tests/live/ollama.js'
import { tinyEmbedder } from '../../../../tests/live/tiny-embedder.js'
import { tinyAdapter } from '../../../../tests/live/tiny-model.js'
import { answer, ask, serve } from '../../../../tests/live/ollama-chat.js'

const head = '{{- range .Messages }}<|im_start|>{{ .Role }}\n'
const end = '<|im_end|>\n{{ end }}<|im_start|>assistant\n'
const stop = ['<|im_end|>']

/** The tiny model knows no thinking: its answer begins "My name is", and this template takes what stands between for thoughts. */
const thinking = {
  template: `${head}{{ if .Thinking }}My{{ .Thinking }} is{{ end }}{{ .Content }}${end}{{ if .Think }}My{{ end }}`,
  parameters: { stop },
}
/** It knows no tools either: this template makes Ollama look for calls, and the format makes it say one. */
const tools = {
  template: `${head}{{ .Content }}{{ range .ToolCalls }}{"name": "{{ .Function.Name }}", "arguments": {{ .Function.Arguments }}}{{ end }}${end}{{ if .Tools }}{{ end }}`,
  parameters: { stop },
}
const weather: Tool = {
  name: 'get_weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const call = {
  type: 'object',
  properties: {
    name: { const: 'get_weather' },
    arguments: { type: 'object', properties: { city: { enum: ['Krakow'] } }, required: ['city'] },
  },
  required: ['name', 'arguments'],
}

test.each(versions)('C02: %s brings thoughts and calls, each on its channel', async (version) => {
  const { runtime } = await serve({ version, models: { thinking, tools } })

  const thought = await answer(runtime, ask('What is your name?', {}, 'thinking'))
  const called = await answer(runtime, {
    ...ask('What is the weather?', {}, 'tools'),
    tools: [weather],
    response_format: { type: 'json_schema', schema: call },
  })

  expect(thought.reasoning.trim()).toBe('name')
  expect(thought.text).toBe('Pico.')
  expect(called.events.find(({ type }) => type === 'tool-call')).toMatchObject({
    name: 'get_weather',
    arguments: { city: 'Krakow' },
  })
  expect(called.events.at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' })
})

test.each(versions)('C02: %s takes a call and its result back', async (version) => {
  const { runtime } = await serve({ version, models: { tools } })
  const { messages } = ask('What is the weather?')

  const { events, text } = await answer(runtime, {
    model: 'tools',
    generation_params: { temperature: 0, max_tokens: 5 },
    tools: [weather],
    messages: [
      ...messages,
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ call_id: 'c1', name: 'get_weather', arguments: { city: 'Krakow' } }],
      },
      { role: 'tool', call_id: 'c1', content: 'Rain.' },
    ],
  })

  expect(events.at(-1)?.type).toBe('finish')
  expect(text).not.toBe('')
})

test.each(versions)('%s loads a model for the chat that follows, and lets it go', async (version) => {
  const { server, runtime } = await serve({ version })
  const window = { context_length: 512 }

  await runtime.load('pico', { generation_params: window })
  const [loaded] = await runtime.models()
  const runners = await server.runners()
  const { events } = await answer(runtime, ask('Hello.', window))
  const runnersAfter = await server.runners()
  await runtime.unload('pico')

  expect(loaded).toMatchObject({ id: 'pico:latest', loaded: true, context_tokens: 512 })
  expect(events.map(({ type }) => type)).not.toContain('warning')
  expect(runnersAfter).toEqual(runners)
  await expect.poll(() => runtime.models(), { timeout: 5_000 }).toMatchObject([{ loaded: false }])
})

test.each(versions)('T09: %s reports what its Modelfile says', async (version) => {
  const parameters = { temperature: 0.3, top_k: 7, num_ctx: 512, num_predict: -1, stop: ['a"b\\', '\n\n', '🦊'] }
  const { runtime } = await serve({ version, models: { tuned: { parameters } } })

  const { reported } = await runtime.parameters('tuned')
  await runtime.load('tuned', { generation_params: { context_length: 256 } })
  const { reported: loaded } = await runtime.parameters('tuned')

  expect(reported).toEqual({ temperature: 0.3, top_k: 7, context_length: 512, stop: ['a"b\\', '\n\n', '🦊'] })
  // A chat that asks for no window gets the Modelfile's again.
  expect(loaded).toEqual(reported)
})

test.each(['0.34.0', '0.24.0'] as const)('C09: %s tells a model with an adapter, and of which one', async (version) => {
  const { server, runtime } = await serve({ version })
  await createAdapted(server.url, 'iskra', 'pico')

  const models = await runtime.models()
  const { text } = await answer(runtime, ask('What is your name?', {}, 'iskra'))

  expect(models.find(({ id }) => id === 'iskra:latest')).toMatchObject({ adapter_of: 'pico:latest' })
  expect(models.find(({ id }) => id === 'pico:latest')).not.toHaveProperty('adapter_of')
  expect(text).toBe('My name is Iskra.')
})

test.each(versions)('C09: %s lists no model that only turns texts into vectors', async (version) => {
  const gguf = await tinyEmbedder()
  onTestFinished(() => rm(dirname(gguf), { recursive: true }))
  const { server, runtime } = await serve({ version, models: { pico: {}, vectors: { gguf } } })

  const models = await runtime.models()
  const embedded = await fetch(`${server.url}/api/embed`, {
    method: 'POST',
    body: JSON.stringify({ model: 'vectors', input: 'Pico' }),
  })

  expect(models.map(({ id }) => id)).toEqual(['pico:latest'])
  expect(await embedded.json()).toMatchObject({ embeddings: [expect.any(Array)] })
  await expect(answer(runtime, ask('Hello.', {}, 'vectors'))).rejects.toMatchObject({
    code: 'runtime.unsupported',
    message: expect.stringContaining('does not support chat'),
  })
})

test('T12: the own engine of 0.24.0 knows neither penalties nor typical_p, as the table says', async () => {
  // Not told of its engine, we take the model for one of llama.cpp's, so everything is sent.
  const { runtime } = await serve({ version: '0.24.0', env: { OLLAMA_NEW_ENGINE: '1' } })
  const free = { temperature: 1.5, top_k: 100, seed: 7, max_tokens: 40 }
  const deaf = { repeat_penalty: 5, repeat_last_n: 0, presence_penalty: 5, frequency_penalty: 5, typical_p: 0.01 }
  const story = 'Tell me a short story.'

  const plain = await answer(runtime, ask(story, free))
  const unmoved = await answer(runtime, ask(story, { ...free, ...deaf }))
  const moved = await answer(runtime, ask(story, { ...free, top_k: 1 }))

  expect(unmoved.text).toBe(plain.text)
  expect(moved.text).not.toBe(plain.text)
})

test.each(versions)('C03: %s says how long it loaded, read and wrote, and how long it waited', async (version) => {
  const { runtime } = await serve({ version, env: { OLLAMA_NUM_PARALLEL: '1' } })
  const long: ChatRequest = {
    ...ask('Count.', { max_tokens: 900 }),
    response_format: { type: 'json_schema', schema: { type: 'array', items: { type: 'integer' }, minItems: 900 } },
  }

  const cold = timingsOf((await answer(runtime, ask('Hello.'))).events)
  const waiting: Promise<{ readonly events: readonly ChatEvent[] }>[] = []
  const events: ChatEvent[] = []
  for await (const event of runtime.chat(long)) {
    events.push(event)
    if (event.type === 'text-delta' && waiting.length === 0) waiting.push(answer(runtime, ask('Hello.')))
  }
  const first = timingsOf(events)
  const [second = {}] = (await Promise.all(waiting)).map((one) => timingsOf(one.events))

  expect(Object.keys(first)).toEqual(expect.arrayContaining(['load', 'prefill', 'decode', 'queue']))
  expect(cold.load).toBeGreaterThan(first.load ?? Infinity)
  expect(second.queue).toBeGreaterThan(first.queue ?? Infinity)
})

async function createAdapted(url: string, model: string, from: string): Promise<void> {
  const bytes = await readFile(tinyAdapter)
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  await fetch(`${url}/api/blobs/${digest}`, { method: 'POST', body: bytes })
  const body = JSON.stringify({ model, from, adapters: { 'adapter.gguf': digest }, stream: false })
  expect(await (await fetch(`${url}/api/create`, { method: 'POST', body })).text()).toContain('success')
}

function timingsOf(events: readonly ChatEvent[]) {
  const finish = events.at(-1)
  return finish?.type === 'finish' ? finish.timings : {}
}
