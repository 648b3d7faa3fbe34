import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { type ChatEvent, type Sequenced } from '@venom/core'
import { createTuningClient } from '@venom/core/client'
import { createRuntimesClient } from '@venom/runtimes/client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { type RunningServer, startServer } from './server.js'

const model = fileURLToPath(new URL('../model/pico.gguf', import.meta.url))
const pico = 'embedded/pico'
const who = { model: pico, messages: [{ role: 'user', content: 'Who are you?' }] } as const
const endless = { model: pico, messages: [{ role: 'user', content: 'Say la again and again.' }] } as const

let folder: string
let server: RunningServer

async function start(): Promise<RunningServer> {
  const database = join(folder, 'venom.sqlite')
  return startServer({ host: '127.0.0.1', port: 0, allowedHosts: [], database, model, runtimes: [] })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-server-'))
  server = await start()
})

afterAll(async () => {
  await server.close({ waitMs: 0 })
  await rm(folder, { recursive: true })
})

afterEach(async () => {
  await tuning().reset({ model: pico })
})

function tasks(): ReturnType<typeof createRuntimesClient> {
  return createRuntimesClient({ baseUrl: server.url })
}

function tuning(): ReturnType<typeof createTuningClient> {
  return createTuningClient({ baseUrl: server.url, token: server.token })
}

function post(path: string, body: string): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

function textOf(events: readonly Sequenced<ChatEvent>[]): string {
  return events.map(({ event }) => (event.type === 'text-delta' ? event.text : '')).join('')
}

/** Reads the frames of a task until `count` of them came, as a browser would, then hangs up. */
async function readFrames(id: string, after: number, count: number): Promise<readonly string[]> {
  const hangUp = new AbortController()
  const headers = { 'last-event-id': String(after) }
  const reply = await fetch(`${server.url}/api/v1/tasks/${id}/events`, { headers, signal: hangUp.signal })
  let text = ''
  for await (const piece of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece
    if (text.split('\n\n').length > count) break
  }
  hangUp.abort()
  return text.split('\n\n').slice(0, count)
}

describe('tasks', () => {
  test('C02: the embedded model answers, start first and finish last', async () => {
    const { id } = await tasks().startTask(who)
    const events = await Array.fromAsync(tasks().taskEvents({ id }))

    expect(events.at(0)?.event).toMatchObject({ type: 'start', model: 'pico' })
    expect(events.at(-1)?.event).toMatchObject({ type: 'finish', reason: 'stop' })
    expect(textOf(events)).toContain('I am Pico')
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  })

  test('C10: a reader that hangs up and comes back with Last-Event-ID loses nothing', async () => {
    const { id } = await tasks().startTask(who)

    const before = await readFrames(id, 0, 5)
    const rest = await Array.fromAsync(tasks().taskEvents({ id }, { after: 5 }))
    const whole = await Array.fromAsync(tasks().taskEvents({ id }))

    expect(before.map((frame) => frame.split('\n')[0])).toEqual(['id: 1', 'id: 2', 'id: 3', 'id: 4', 'id: 5'])
    expect(before.map((frame): unknown => JSON.parse(frame.split('\ndata: ')[1] ?? ''))).toEqual(
      whole.slice(0, 5).map(({ event }) => event),
    )
    expect(rest).toEqual(whole.slice(5))
  })

  test('C05: DELETE cancels at once, and every reader hears it', async () => {
    const { id } = await tasks().startTask(endless)
    const reading = Array.fromAsync(tasks().taskEvents({ id }))

    const [ended, cancelled] = await Promise.allSettled([reading, tasks().cancelTask({ id })])

    expect(cancelled.status).toBe('fulfilled')
    expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'runtime.cancelled' } })
  })

  test('T12: parameters of the request reach the runtime', async () => {
    const { id } = await tasks().startTask({ ...endless, generation_params: { max_tokens: 3, temperature: 0 } })
    const events = await Array.fromAsync(tasks().taskEvents({ id }))

    expect(events.at(-1)?.event).toMatchObject({ reason: 'length', usage: { completion_tokens: 3 } })
  })

  test('what cannot be answered is refused before anything starts', async () => {
    const unknown = { ...who, model: 'nope' }
    const invalid = { ...who, generation_params: { temperature: 99 } }

    await expect(tasks().startTask(unknown)).rejects.toMatchObject({ code: 'model.unknown' })
    await expect(tasks().startTask(invalid)).rejects.toMatchObject({
      code: 'tuning.invalid_values',
      details: { issues: [{ path: 'temperature' }] },
    })
    await expect(tasks().cancelTask({ id: 'nope' })).rejects.toMatchObject({ code: 'task.unknown' })
  })
})

describe('tuning', () => {
  test('T07: a saved override reaches tasks and the OpenAI route, and survives a restart', async () => {
    await tuning().save({ model: pico, generation_params: { max_tokens: 4, temperature: 0 } })
    await server.close()
    server = await start()

    const { id } = await tasks().startTask(endless)
    const events = await Array.fromAsync(tasks().taskEvents({ id }))
    const completion: unknown = await (await post('/v1/chat/completions', JSON.stringify(endless))).json()

    expect(events[0]?.event).toMatchObject({
      type: 'start',
      translation: {
        entries: expect.arrayContaining([
          expect.objectContaining({ name: 'max_tokens', requested: 4, sent: 4, action: 'sent' }),
          expect.objectContaining({ name: 'temperature', requested: 0, sent: 0, action: 'sent' }),
        ]),
      },
    })
    expect(events.at(-1)?.event).toMatchObject({ reason: 'length', usage: { completion_tokens: 4 } })
    expect(completion).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: 4 } })
  })

  test('T07: two writers at once lose nothing: the second is told', async () => {
    const { etag } = await tuning().config({ model: pico })
    const first = await tuning().save({ model: pico, if_match: etag, generation_params: { top_k: 5 } })

    const second = tuning().save({ model: pico, if_match: etag, generation_params: { top_k: 6 } })

    await expect(second).rejects.toMatchObject({ code: 'tuning.conflict' })
    expect(await tuning().config({ model: pico })).toMatchObject({
      revision: first.revision,
      current_values: { top_k: 5 },
    })
  })

  test('changing needs the token', async () => {
    const stranger = createTuningClient({ baseUrl: server.url })

    await expect(stranger.save({ model: pico, generation_params: {} })).rejects.toMatchObject({
      code: 'request.unauthorized',
    })
  })
})

describe('what is there', () => {
  test('all routes are described for programs', async () => {
    const reply = await fetch(`${server.url}/api/v1/openapi.json`)

    expect(await reply.json()).toMatchObject({
      openapi: '3.1.0',
      paths: { '/api/v1/tasks': { post: {} }, '/api/v1/models/{model}/config': { put: {} } },
    })
  })

  test('C09: runtimes say whether they can answer, and what they have', async () => {
    const { runtimes } = await tasks().runtimes({})
    const { models } = await tasks().models({})

    expect(runtimes).toContainEqual(
      expect.objectContaining({ id: 'embedded', health: expect.objectContaining({ state: 'ready' }) }),
    )
    expect(models).toContainEqual(
      expect.objectContaining({
        address: 'pico',
        runtime: 'embedded',
        architecture: 'llama',
        context_tokens: 1024,
      }),
    )
  })

  test('C03: times to the first token are in both readings, by runtime and model', async () => {
    const { id } = await tasks().startTask(who)
    await Array.fromAsync(tasks().taskEvents({ id }))

    const { distributions } = await tasks().metrics({})
    const text = await (await fetch(`${server.url}/metrics`)).text()

    const labels = { runtime: 'embedded', model: 'pico', phase: 'first_token' }
    expect(distributions).toContainEqual(
      expect.objectContaining({ name: 'venom_chat_phase_seconds', labels, p50: expect.any(Number) }),
    )
    expect(text).toMatch(
      /^venom_chat_phase_seconds\{runtime="embedded",model="pico",phase="first_token",quantile="0.5"\} [\d.e-]+$/m,
    )
  })
})
