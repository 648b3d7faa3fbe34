import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { pidsOfKilledHost } from './killed-host.js'
import { isRunning } from './processes.js'
import { tinyAdapterFolder } from './tiny-model.js'
import { startVllm, type VllmServer, vllmStartMs } from './vllm.js'

let server: VllmServer

beforeAll(async () => {
  server = await startVllm({ maxLength: 512 })
}, vllmStartMs)
afterAll(() => server.stop())

test('answers as the tiny model', async () => {
  expect(await ask('pico')).toContain('My name is Pico.')
})

test('has the window that was asked for', async () => {
  const reply = await fetch(`${server.url}/v1/models`)

  expect(await reply.json()).toMatchObject({ data: [{ id: 'pico', max_model_len: 512 }] })
})

test('takes an adapter while it runs', async () => {
  await post('/v1/load_lora_adapter', { lora_name: 'iskra', lora_path: tinyAdapterFolder })

  expect(await ask('iskra')).toContain('My name is Iskra.')
  expect(await ask('pico')).toContain('My name is Pico.')
})

test('a metric is a sum over its labels, and an unknown one is said to be missing', async () => {
  const before = await server.metric('vllm:request_success_total')
  await ask('pico')

  await expect.poll(() => server.metric('vllm:request_success_total'), patient).toBe(before + 1)
  await expect(server.metric('vllm:nothing')).rejects.toThrow('has no vllm:nothing')
})

test('is busy while a model answers, and idle soon after nobody listens', async () => {
  const leave = new AbortController()
  const answer = await post('/v1/chat/completions', long, leave.signal)

  await expect.poll(() => server.isBusy(), patient).toBe(true)
  leave.abort()
  await expect(answer.text()).rejects.toThrow('aborted')

  await expect.poll(() => server.isBusy(), patient).toBe(false)
})

test('a frozen server answers only when it goes on', async () => {
  server.pause()
  const answer = ask('pico')
  const early = await Promise.race([answer, sleep(300, 'silence')])
  server.resume()

  expect(early).toBe('silence')
  expect(await answer).toContain('My name is Pico.')
})

test('a killed engine breaks the answer, and the server ends', async () => {
  const answer = await post('/v1/chat/completions', long)
  await server.killEngine()

  expect(await answer.text()).toContain('EngineCore encountered an issue')
  await expect.poll(() => isRunning(server.pid), patient).toBe(false)
})

test('a server that cannot start says why', async () => {
  await expect(startVllm({ env: { PYTHONHOME: '/nowhere' } })).rejects.toThrow('Fatal Python error')
})

test('server and engine die with a test process that is killed', { timeout: vllmStartMs }, async () => {
  const pids = await pidsOfKilledHost(`
    const { startVllm } = await import('${new URL('vllm.ts', import.meta.url).href}')
    const { groupMembers } = await import('${new URL('processes.ts', import.meta.url).href}')
    pids = (await groupMembers((await startVllm()).pid)).map((member) => member.pid)`)

  expect(pids.length).toBeGreaterThan(1)
  await expect.poll(() => Promise.all(pids.map(isRunning)), patient).toEqual(pids.map(() => false))
})

/** Patience for a machine that others use too. */
const patient = { timeout: 10_000, interval: 10 }

/** An answer that ends with the window. */
const long = { ...question('Say la again and again.', 'pico'), ignore_eos: true, stream: true }

async function ask(model: string): Promise<string> {
  return (await post('/v1/chat/completions', question('What is your name?', model))).text()
}

function question(content: string, model: string): Record<string, unknown> {
  return { model, messages: [{ role: 'user', content }], temperature: 0 }
}

function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null })
}
