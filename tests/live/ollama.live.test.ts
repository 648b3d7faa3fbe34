import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { pidsOfKilledHost } from './killed-host.js'
import { type OllamaServer, ollamaVersions, startOllama } from './ollama.js'
import { isRunning } from './processes.js'

const pirate = { template: '{{ .System }} {{ .Prompt }}', system: 'You are a pirate.', parameters: { top_k: 7 } }

describe.each(ollamaVersions)('Ollama %s', (version) => {
  let server: OllamaServer

  beforeAll(async () => {
    server = await startOllama({ version, models: { pico: {}, pirate } })
  })
  afterAll(() => server.stop())

  test('has no runner, and so none to freeze, before a model is asked', async () => {
    expect(await server.runners()).toEqual([])
    expect(await server.isBusy()).toBe(false)
    await expect(server.pauseRunner()).rejects.toThrow('no model is loaded')
  })

  test('answers as the tiny model', async () => {
    expect(await ask(server)).toContain('My name is Pico.')
  })

  test('makes a model of more than its weights', async () => {
    const shown = await post(server, '/api/show', { model: 'pirate' })

    expect(await shown.json()).toMatchObject({
      template: pirate.template,
      system: pirate.system,
      parameters: expect.stringMatching(/top_k +7/),
    })
  })

  test('computes with one thread', async () => {
    await ask(server)

    expect(server.log()).toMatch(/n_threads(?: = |":)1\b|NumThreads:1\b/)
  })

  test('is busy while a model answers, and idle soon after nobody listens', async () => {
    const leave = new AbortController()
    const answer = await post(server, '/api/chat', long, leave.signal)

    await expect.poll(() => server.isBusy(), patient).toBe(true)
    leave.abort()
    await expect(answer.text()).rejects.toThrow('aborted')

    await expect.poll(() => server.isBusy(), patient).toBe(false)
  })

  test('a frozen runner answers only when it goes on, and the server answers meanwhile', async () => {
    await ask(server)
    await server.pauseRunner()
    const answer = ask(server)
    const early = await Promise.race([answer, sleep(300, 'silence')])
    const reply = await fetch(`${server.url}/api/version`)
    await server.resumeRunner()

    expect(early).toBe('silence')
    expect(await reply.json()).toEqual({ version })
    expect(await answer).toContain('My name is Pico.')
  })

  test('a frozen server answers only when it goes on', async () => {
    server.pause()
    const answer = ask(server)
    const early = await Promise.race([answer, sleep(300, 'silence')])
    server.resume()

    expect(early).toBe('silence')
    expect(await answer).toContain('My name is Pico.')
  })

  test('a killed runner breaks the answer, and the server stays', async () => {
    const answer = await post(server, '/api/chat', long)
    const [runner = 0] = await server.runners()
    await server.killRunner()

    expect(await answer.text()).toContain('"error"')
    expect(await isRunning(runner)).toBe(false)
    expect(await ask(server)).toContain('My name is Pico.')
  })

  test('a killed server is gone with its runner and its folder, and can be stopped once more', async () => {
    const victim = await startOllama({ version })
    await ask(victim)
    const [runner = 0] = await victim.runners()
    const folder = /OLLAMA_MODELS:(\S+)\/models/.exec(victim.log())?.[1] ?? ''
    const before = [await isRunning(runner), existsSync(folder)]

    await victim.kill()
    await victim.stop()

    expect(before).toEqual([true, true])
    expect([await isRunning(victim.pid), await isRunning(runner), existsSync(folder)]).toEqual([false, false, false])
    await expect(fetch(victim.url)).rejects.toThrow('fetch failed')
  })

  test('a server that gets no model says why', async () => {
    const started = startOllama({ version, models: { broken: { gguf: import.meta.filename } } })

    await expect(started).rejects.toThrow(`Ollama ${version} did not come up: Error: the model broken was refused`)
  })

  test('server and runner die with a test process that is killed', async () => {
    const [pid = 0, runner = 0] = await pidsOfKilledHost(`
      const { startOllama } = await import('${new URL('ollama.ts', import.meta.url).href}')
      const server = await startOllama({ version: '${version}' })
      await fetch(server.url + '/api/generate', { method: 'POST', body: '{"model":"pico","stream":false}' })
      pids = [server.pid, ...(await server.runners())]`)

    expect([pid, runner].every((id) => id > 1)).toBe(true)
    await expect.poll(() => Promise.all([isRunning(pid), isRunning(runner)]), patient).toEqual([false, false])
  })
})

/** Patience for a machine that others use too. */
const patient = { timeout: 10_000, interval: 10 }

/** An answer of some two thousand tokens. */
const long = {
  model: 'pico',
  messages: [{ role: 'user', content: 'Count.' }],
  options: { temperature: 0 },
  format: { type: 'array', items: { type: 'integer', minimum: 10, maximum: 99 }, minItems: 900 },
}

async function ask(server: OllamaServer): Promise<string> {
  const messages = [{ role: 'user', content: 'What is your name?' }]
  const body = { model: 'pico', messages, options: { temperature: 0 }, stream: false }
  return (await post(server, '/api/chat', body)).text()
}

function post(server: OllamaServer, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(server.url + path, { method: 'POST', body: JSON.stringify(body), signal: signal ?? null })
}
