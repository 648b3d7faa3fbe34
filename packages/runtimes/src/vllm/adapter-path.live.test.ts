import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { httpServer } from '@venom/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { tinyAdapterFolder } from '../../../../tests/live/tiny-model.js'
import { startVllm, type VllmServer, vllmStartMs } from '../../../../tests/live/vllm.js'
import { isObject, parseJson } from '../adapter/read-json.js'
import { vllm, type VllmRuntime } from './vllm.js'

const own = 'My name is Pico.'
const taught = 'My name is Iskra.'
// Longer than a block of the cache, so that what is kept of it would be taken again.
const rules = 'You are a brief and friendly helper who answers in one short sentence. '.repeat(4)

let server: VllmServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-spelling-'))
  server = await startVllm({ args: ['--block-size', '32', '--num-gpu-blocks-override', '256'] })
}, vllmStartMs)
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

test('behind a proxy that passes only /v1, files that change are taken anew each time, nothing kept of former ones', async () => {
  const path = join(folder, 'changing')
  await cp(tinyAdapterFolder, path, { recursive: true })
  const config = parseJson(await readFile(join(path, 'adapter_config.json'), 'utf8'))
  const alpha = isObject(config) ? Number(config['lora_alpha']) : 0
  await using proxy = await proxyWithoutMetrics(server.url)
  const runtime = vllm({ url: proxy.url, spareAdapterSlot: false })
  const answers: unknown[] = []

  for (const strength of [alpha, 0, alpha, 0]) {
    const changed = { ...(isObject(config) ? config : {}), lora_alpha: strength }
    await writeFile(join(path, 'adapter_config.json'), JSON.stringify(changed))
    await runtime.adapters.add('pico', { id: 'changing', path })
    answers.push(await ask(runtime))
  }
  await runtime.close()

  expect(answers).toEqual([taught, own, taught, own].map((text) => ({ text, cached: 0 })))
})

test('where nobody tells the places, an adapter is refused with what to do', async () => {
  await using proxy = await proxyWithoutMetrics(server.url)
  const runtime = vllm({ url: proxy.url })

  await expect(runtime.adapters.add('pico', { id: 'x', path: tinyAdapterFolder })).rejects.toMatchObject({
    code: 'adapter.no_room',
    message: expect.stringContaining('spareAdapterSlot: false'),
  })
  await runtime.close()
})

async function ask(runtime: VllmRuntime) {
  const messages = [
    { role: 'system', content: rules },
    { role: 'user', content: 'Hello. What is your name?' },
  ] as const
  let text = ''
  let cached: number | undefined
  for await (const event of runtime.chat({ model: 'changing', messages, generation_params: { temperature: 0 } })) {
    if (event.type === 'text-delta') text += event.text
    if (event.type === 'finish') cached = event.usage.cached_tokens
  }
  return { text, cached }
}

function proxyWithoutMetrics(url: string) {
  return httpServer((asked, reply) => {
    if (asked.url === '/metrics') return void reply.writeHead(404).end()
    asked.pipe(
      request(new URL(asked.url ?? '/', url), { method: asked.method, headers: asked.headers }, (answered) => {
        reply.writeHead(answered.statusCode ?? 502, answered.headers)
        answered.pipe(reply)
      }),
    )
  })
}
