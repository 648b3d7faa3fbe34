import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { pidsOfKilledHost } from './killed-host.js'
import { type LlamaServer, startLlamaServer } from './llama-server.js'
import { isRunning } from './processes.js'
import { tinyAdapter } from './tiny-model.js'

let server: LlamaServer

beforeAll(async () => {
  server = await startLlamaServer({ args: ['--lora-scaled', `${tinyAdapter}:0`, '-np', '2'] })
})
afterAll(() => server.stop())

test('answers as the tiny model', async () => {
  expect(await ask(server.url)).toContain('My name is Pico.')
})

test('has as many idle slots as were asked for', async () => {
  expect(await server.slots()).toEqual([
    { id: 0, busy: false },
    { id: 1, busy: false },
  ])
})

test('a paused server answers only when it goes on', async () => {
  server.pause()
  const answer = ask(server.url)
  const early = await Promise.race([answer, sleep(300, 'silence')])
  server.resume()

  expect(early).toBe('silence')
  expect(await answer).toContain('My name is Pico.')
})

test('a killed server is gone when kill returns, and can be stopped once more', async () => {
  const victim = await startLlamaServer()

  await victim.kill()
  await victim.stop()

  await expect(fetch(`${victim.url}/health`)).rejects.toThrow('fetch failed')
})

test('a server that cannot start says why', async () => {
  await expect(startLlamaServer({ model: '/nowhere.gguf' })).rejects.toThrow('/nowhere.gguf')
})

test('the server dies with a test process that is killed', async () => {
  const [pid = 0] = await pidsOfKilledHost(`
    const { startLlamaServer } = await import('${new URL('llama-server.ts', import.meta.url).href}')
    pids = [(await startLlamaServer()).pid]`)

  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
})

async function ask(url: string): Promise<string> {
  const reply = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ messages: [{ role: 'user', content: 'What is your name?' }], temperature: 0 }),
  })
  return reply.text()
}
