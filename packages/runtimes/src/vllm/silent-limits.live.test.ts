import type { AdapterHost, ChatEvent, ChatRequest, Runtime } from '@venom/core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { tinyAdapterFolder } from '../../../../tests/live/tiny-model.js'
import { startVllm, type VllmServer, vllmStartMs } from '../../../../tests/live/vllm.js'
import { vllm } from './vllm.js'

// What whoever runs a server chose, and none of its routes tells.
const chosen = ['--override-generation-config', '{"max_new_tokens": 40}', '--reasoning-parser', 'granite']
const name: ChatRequest['messages'] = [{ role: 'user', content: 'Hello. What is your name?' }]
const endless: ChatRequest['messages'] = [{ role: 'user', content: 'Say la again and again.' }]

let server: VllmServer
let runtime: Runtime
beforeAll(async () => {
  server = await startVllm({ args: [...chosen, '--max-loras', '1'] })
  runtime = vllm({ url: server.url })
}, vllmStartMs)
afterAll(async () => {
  await runtime.close()
  await server.kill()
})

test('C08: an answer that the server’s own limit cut says so', async () => {
  expect(await warningsOf({ messages: endless, generation_params: { max_tokens: 480, ignore_eos: true } })).toEqual([
    { type: 'warning', code: 'chat.answer_cut_by_server', detail: { requested: 480, got: 40, context_tokens: 1024 } },
  ])
  expect(await warningsOf({ messages: endless, generation_params: { max_tokens: 40, ignore_eos: true } })).toEqual([])
})

test('C06: a format that the server passes over is told', async () => {
  const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }

  expect(await warningsOf({ messages: name, response_format: { type: 'json_schema', schema } })).toEqual([
    { type: 'warning', code: 'chat.answer_not_json', detail: { format: 'json_schema' } },
  ])
})

test('C09: tools that the server parses no calls of are not claimed, and refused with its reason', async () => {
  const tools = [{ name: 'look', parameters: { type: 'object', properties: {} } }]

  expect(await runtime.health()).toMatchObject({
    server: { capabilities: ['response-format', 'cancel-receipt', 'adapters'] },
  })
  await expect(warningsOf({ messages: name, tools })).rejects.toMatchObject({
    code: 'runtime.unsupported',
    message: expect.stringContaining('--enable-auto-tool-choice'),
  })
})

test('the one place for adapters of vLLM’s default is refused with the flag that gives room', async () => {
  await expect(host().add('pico', { id: 'iskra', path: tinyAdapterFolder })).rejects.toMatchObject({
    code: 'adapter.no_room',
    message: expect.stringContaining('--max-loras 2 or more'),
    details: { places: 1, held: 0 },
  })
})

async function warningsOf(request: Omit<ChatRequest, 'model'>): Promise<readonly ChatEvent[]> {
  const generation_params = { temperature: 0, ...request.generation_params }
  const events = await Array.fromAsync(runtime.chat({ ...request, model: 'pico', generation_params }))
  return events.filter(({ type }) => type === 'warning')
}

function host(): AdapterHost {
  if (runtime.adapters === undefined) throw new Error('This runtime has no host of adapters.')
  return runtime.adapters
}
