import { readFileSync } from 'node:fs'

import type { Health } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { vllm, vllmKind, type VllmOptions } from './vllm.js'

const [version, oneAdapter, metrics, afterUnload] = [
  'version.json',
  'models-with-adapter.json',
  'metrics.txt',
  'metrics-after-unload.txt',
].map(recorded)
const labels = 'engine="0",model_name="pico"'
// As vLLM 0.32.0 words them.
const awake = `vllm:engine_sleep_state{${labels},sleep_state="awake"} 1.0`
const asleep = `vllm:engine_sleep_state{${labels},sleep_state="awake"} 0.0`
const places = (all: number): string => `vllm:lora_requests_info{max_lora="${all}",running_lora_adapters=""} 1.7e+09`

test('C09: an engine that sleeps is told with the way to wake it, also where /is_paused is not there', async () => {
  expect(faultsOf(await healthOf({ metrics: `${metrics}\n${asleep}` }))).toEqual([
    ['server.paused', 'problem', expect.stringContaining('POST /wake_up')],
  ])
})

test('C09: an engine that is paused is told with the way to let it go on, though it is awake', async () => {
  expect(faultsOf(await healthOf({ metrics: `${metrics}\n${awake}`, paused: '{"is_paused":true}' }))).toEqual([
    ['server.paused', 'problem', expect.stringContaining('POST /resume')],
  ])
})

test('C09: one that is neither has no faults', async () => {
  const health = await healthOf({ metrics: `${metrics}\n${awake}`, paused: '{"is_paused":false}' })

  expect(health).not.toHaveProperty('faults')
  expect(health.state).toBe('ready')
})

test('C09: a route that never tells whether it is paused keeps nobody from its health', async () => {
  expect(await healthOf({ paused: null })).toMatchObject({ state: 'ready', server: { version: '0.32.0' } })
})

test('C09: a server whose last place for adapters is filled is told so, where it has one to answer beside', async () => {
  const filled = await healthOf({ metrics: places(1) })
  const withUnloaded = await healthOf({ metrics: afterUnload?.replace('max_lora="8"', 'max_lora="2"') })
  const roomy = await healthOf({ metrics: places(2) })
  const untold = await healthOf({})

  expect(faultsOf(filled)).toEqual([['adapters.full', 'advice', expect.stringContaining('--max-loras 2 or more')]])
  expect(faultsOf(withUnloaded)).toEqual([
    ['adapters.full', 'advice', expect.stringContaining('--max-loras 3 or more')],
  ])
  expect([roomy, untold].map(faultsOf)).toEqual([[], []])
})

test('C09: on a GPU, as the caller says, all places can be filled', async () => {
  const health = await healthOf({ metrics: places(1) }, { spareAdapterSlot: false })

  expect(faultsOf(health)).toEqual([])
})

test('C09: LocalAI, which tells its version and its models in the same places, is no vLLM', async () => {
  const replies: Readonly<Record<string, string>> = {
    '/version': '{"version":"v3.10.1 (e8eac9a5)"}',
    '/v1/models': '{"object":"list","data":[{"id":"gpt-4","object":"model"},{"id":"whisper-1","object":"model"}]}',
    '/healthz': '',
  }
  const server = await httpServer(({ url = '' }, reply) => {
    const said = replies[url]
    return void (said === undefined ? reply.writeHead(404).end() : reply.end(said))
  })
  onTestFinished(() => server.close())

  expect(await vllmKind.open({ url: server.url }).health()).toMatchObject({
    state: 'foreign',
    code: 'runtime.foreign',
    hint: expect.stringMatching(/speaks OpenAI’s protocol, but is no vLLM: \/v1\/models says .*gpt-4/),
  })
})

interface Said {
  readonly metrics?: string | undefined
  /** What `/is_paused` says; null where it never answers. Absent: there is no such route. */
  readonly paused?: string | null
}

/** The health of a vLLM that holds one adapter. */
async function healthOf({ metrics: told = metrics, paused }: Said, options: VllmOptions = {}): Promise<Health> {
  const server = await httpServer(({ url }, reply) => {
    if (url === '/is_paused' && paused === null) return
    const said = { '/version': version, '/v1/models': oneAdapter, '/health': '', '/metrics': told }[url ?? '']
    if (url === '/is_paused' && typeof paused === 'string') return void reply.end(paused)
    return void (said === undefined ? reply.writeHead(404).end('{"detail":"Not Found"}') : reply.end(said))
  })
  const runtime = vllm({ url: server.url, ...options })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return runtime.health()
}

function faultsOf(health: Health): readonly unknown[] {
  if (health.state !== 'ready') return [health.hint]
  return (health.faults ?? []).map(({ code, severity, mend }) => [code, severity, mend])
}

function recorded(name: string): string {
  return readFileSync(new URL(`../__fixtures__/vllm/${name}`, import.meta.url), 'utf8')
}
