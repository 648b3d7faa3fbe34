import { request } from 'node:http'

import { httpServer } from '@venom/core/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { type OllamaServer, startOllama } from '../../../../tests/live/ollama.js'
import { tinyAdapterFolder } from '../../../../tests/live/tiny-model.js'
import { startVllm, type VllmServer, vllmStartMs } from '../../../../tests/live/vllm.js'
import { type Ended, runMain } from '../__fixtures__/run-main.js'
import { ollama } from '../ollama/ollama.js'
import { vllm } from '../vllm/vllm.js'

describe('the doctor on a real Ollama', () => {
  let server: OllamaServer
  beforeAll(async () => {
    server = await startOllama({ models: { pico: {}, narrow: { parameters: { num_ctx: 512 } } } })
  }, 120_000)
  afterAll(() => server.stop())

  test('C09: with no model in memory all is well, and the small window of a Modelfile is told', async () => {
    const { status, stdout } = await runMain(['doctor', server.url])

    expect(status).toBe(0)
    expect(stdout).toContain(`${server.url}  Ollama 0.34.4 · ready\n`)
    expect(stdout).toContain('· No model is in memory')
    expect(stdout).toContain('! narrow:latest has a window of 512 tokens, and was made for 1024')
  })

  test('C09: with a model in memory it is not cold, also as JSON', async () => {
    const runtime = ollama({ url: server.url })
    await runtime.load?.('pico')
    await runtime.close()

    const ended = await runMain(['doctor', server.url, '--json'])

    expect(ended.status).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject({
      runtimes: [{ url: server.url, kind: 'ollama', label: 'Ollama', health: { server: { version: '0.34.4' } } }],
    })
    expect(ended.stdout).toContain('"loaded": true')
    expect(codesOf(ended)).toEqual(['window.small'])
  })

  test('C09: with the path that other software wants the address to use is told', async () => {
    const { status, stdout } = await runMain(['doctor', `${server.url}/v1`])

    expect(status).toBe(1)
    expect(stdout).toContain(`→ Leave the path out: ${server.url}\n`)
  })

  test('C09: behind a proxy that names another host its own cure is told', async () => {
    await using proxy = await proxyNaming('example.com', server.url)

    const ended = await runMain(['doctor', proxy.url, '--json'])

    expect(ended.status).toBe(1)
    expect(codesOf(ended)).toEqual(['address.refused'])
    expect(ended.stdout).toContain('OLLAMA_HOST=0.0.0.0')
  })

  test('C09: it is found where the environment says that it is', async () => {
    const { stdout } = await runMain(['doctor'], { OLLAMA_HOST: server.url })

    expect(stdout).toContain(`${server.url}  Ollama 0.34.4 · ready\n`)
  })
})

describe('the doctor on a real vLLM with a key', () => {
  let server: VllmServer
  beforeAll(async () => {
    const full = ['--max-loras', '1', '--lora-modules', `given=${tinyAdapterFolder}`]
    server = await startVllm({ args: ['--api-key', 'secret', ...full] })
  }, vllmStartMs)
  afterAll(() => server.stop())

  test('C09: with its key all is well, and its window is not judged', async () => {
    const { status, stdout } = await runMain(['doctor', server.url], { VENOM_KEY: 'secret' })

    expect(status).toBe(0)
    expect(stdout).toMatch(/ {2}vLLM 0\.32\.0 · ready\n/)
    expect(stdout).toContain('  model: pico  window 1024, in memory\n')
    expect(stdout).toContain('  ✓ Nothing to mend.\n')
  })

  test('C09: without its key, and with a wrong one, that is told', async () => {
    const missing = await runMain(['doctor', server.url, '--json'])
    const wrong = await runMain(['doctor', server.url, '--json'], { VENOM_KEY: 'wrong' })

    expect([missing.status, wrong.status]).toEqual([1, 1])
    expect(codesOf(missing)).toEqual(['key.missing'])
    expect(missing.stdout).toContain(`VENOM_KEY=… npx @venom/runtimes doctor ${server.url}`)
    expect(codesOf(wrong)).toEqual(['key.wrong'])
  })

  test('C09: with /v1 at its address that alone is told, with its key and without', async () => {
    const keyed = await runMain(['doctor', `${server.url}/v1`, '--json'], { VENOM_KEY: 'secret' })
    const keyless = await runMain(['doctor', `${server.url}/v1`, '--json'])

    expect([keyed.status, keyless.status]).toEqual([1, 1])
    expect(codesOf(keyed)).toEqual(['address.path'])
    expect(codesOf(keyless)).toEqual(['address.path'])
  })

  test('C09: that an adapter took its last place is told once it answered something', async () => {
    const runtime = vllm({ url: server.url, key: 'secret' })
    const messages = [{ role: 'user', content: 'Hello' }] as const
    await Array.fromAsync(runtime.chat({ model: 'pico', messages, generation_params: { max_tokens: 1 } }))
    await runtime.close()

    const { status, stdout } = await runMain(['doctor', server.url], { VENOM_KEY: 'secret' })

    expect(status).toBe(0)
    expect(stdout).toContain('! All of its places for adapters are filled (--max-loras 1)')
    expect(stdout).toContain('start it again with --max-loras 2 or more')
  })

  test('C09: an engine that is paused, or sleeps, is told with the way out', async () => {
    const seen = async (route: string) => {
      await fetch(`${server.url}${route}`, { method: 'POST' })
      return runMain(['doctor', server.url], { VENOM_KEY: 'secret' })
    }
    const paused = await seen('/pause?mode=keep')
    const resumed = await seen('/resume')
    const asleep = await seen('/sleep?level=1')
    const awake = await seen('/wake_up')

    expect([paused, resumed, asleep, awake].map(({ status }) => status)).toEqual([1, 0, 1, 0])
    expect(paused.stdout).toContain('Let it go on: POST /resume')
    expect(asleep.stdout).toContain('Wake it: POST /wake_up')
  })
})

function codesOf({ stdout }: Ended): readonly string[] {
  const { runtimes } = printed.parse(JSON.parse(stdout))
  return runtimes.flatMap(({ findings }) => findings.map(({ code }) => code))
}

const printed = z.object({ runtimes: z.array(z.object({ findings: z.array(z.object({ code: z.string() })) })) })

/** A proxy that asks its server by another name than its own. */
function proxyNaming(host: string, url: string) {
  return httpServer((asked, reply) => {
    const path = new URL(asked.url ?? '/', url)
    asked.pipe(
      request(path, { method: asked.method, headers: { ...asked.headers, host } }, (answered) => {
        reply.writeHead(answered.statusCode ?? 502, answered.headers)
        answered.pipe(reply)
      }),
    )
  })
}
