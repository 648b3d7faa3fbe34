import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createTuningClient } from '@venom/core/client'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startVllm, type VllmServer, vllmStartMs } from '../../../tests/live/vllm.js'
import { parseOptions } from './options.js'
import { type RunningServer, startServer } from './server.js'

// Values that nobody else has for a default.
const config = { temperature: 0.35, top_k: 7, repetition_penalty: 1.05, max_new_tokens: 5 }

let folder: string
let vllm: VllmServer
let server: RunningServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-config-'))
  await writeFile(join(folder, 'generation_config.json'), JSON.stringify(config))
  vllm = await startVllm({ args: ['--generation-config', folder] })
  server = await start(`?generationConfig=${join(folder, 'generation_config.json')}`)
}, vllmStartMs)
afterAll(async () => {
  await server.close()
  await vllm.stop()
  await rm(folder, { recursive: true })
})

async function start(query: string): Promise<RunningServer> {
  const env = { VENOM_RUNTIMES: `box=vllm+${vllm.url}${query}`, VENOM_PORT: '0', VENOM_DATABASE: ':memory:' }
  const parsed = parseOptions([], env)
  if (parsed.ask !== 'serve') throw new Error(JSON.stringify(parsed))
  return startServer(parsed.options)
}

test('T09: the generation_config.json that a vLLM was started with is reported as in force, and it is in force', async () => {
  const { current_values, sources } = await createTuningClient({ baseUrl: server.url }).config({ model: 'box/pico' })
  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none' })
  const messages = [{ role: 'user', content: 'Say la again and again.' }] as const
  const answer = await openai.chat.completions.create({ model: 'box/pico', messages: [...messages] })

  expect(current_values).toMatchObject({ temperature: 0.35, top_k: 7, repeat_penalty: 1.05, max_tokens: 5 })
  expect(sources['max_tokens']).toMatchObject({ standing: 'reported', value: 5 })
  expect(answer).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: 5 } })
})

test('C09: an option that vLLM has not is refused at the start, with those that there are', async () => {
  await expect(start('?spareSlot=false')).rejects.toMatchObject({
    code: 'runtime.bad_option',
    message: expect.stringMatching(/“box” .*“spareSlot”.*generationConfig.*spareAdapterSlot/),
  })
})
