import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { createRuntimesClient } from '@venom/runtimes/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

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
  folder = await mkdtemp(join(tmpdir(), 'venom-app-'))
  server = await start()
})

afterAll(async () => {
  await server.close({ waitMs: 0 })
  await rm(folder, { recursive: true })
})

function post(path: string, body: string): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

/** The status of a reply to somebody who came by another name; `fetch` would not lie about it. */
/** What is answered, by a server that is addressed by another name than its own. */
function replyTo(url: string, host: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const asked = httpRequest(`${url}/api/v1/models`, { headers: { host } }, (reply) => resolve(json(reply)))
  asked.on('error', reject).end()
  return promise
}

describe('the door', () => {
  test('a body of 50 MB is refused', async () => {
    const reply = await post('/api/v1/tasks', ' '.repeat(50_000_000))

    expect(reply.status).toBe(413)
    expect(await reply.json()).toMatchObject({ code: 'request.too_large' })
  })

  test('what is no JSON is refused', async () => {
    expect((await post('/api/v1/tasks', '{"model":')).status).toBe(400)
    expect((await post('/v1/chat/completions', '{"model":')).status).toBe(400)
  })

  test('a page of another origin is refused', async () => {
    const reply = await fetch(`${server.url}/api/v1/models`, { headers: { origin: 'https://evil.example' } })

    expect(reply.status).toBe(403)
    expect(await reply.json()).toMatchObject({ code: 'request.foreign_origin' })
  })

  test('a name that a stranger’s DNS gave this machine is refused', async () => {
    expect(await replyTo(server.url, 'evil.example')).toMatchObject({ status: 403, code: 'request.foreign_host' })
  })

  test('a loopback address that is none is refused', async () => {
    expect(await replyTo(server.url, '127.999.999.999')).toMatchObject({ status: 403, code: 'request.foreign_host' })
  })

  test('T06: a hostile name of a parameter is refused, and what was saved stays', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${server.token}` }
    const save = (body: string) => fetch(`${server.url}/api/v1/models/pico/config`, { method: 'PUT', headers, body })
    expect((await save('{"generation_params":{"temperature":0.9}}')).status).toBe(200)

    const reply = await save('{"generation_params":{"__proto__":1}}')

    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({
      details: { issues: [{ code: 'parameter.unknown', path: '__proto__' }] },
    })
    const config = await (await fetch(`${server.url}/api/v1/models/pico/config`)).json()
    expect(config).toMatchObject({ revision: 1, current_values: { temperature: 0.9 } })
    const task = `{"model":"pico","messages":[{"role":"user","content":"Hi"}],"generation_params":{"__proto__":1}}`
    expect((await post('/api/v1/tasks', task)).status).toBe(400)
  })

  test('a body that is not UTF-8 is refused', async () => {
    const body = Buffer.from('{"model":"pico","messages":[{"role":"user","content":"\xff"}]}', 'latin1')
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`${server.url}/api/v1/tasks`, { method: 'POST', headers, body })

    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ code: 'request.invalid', detail: expect.stringContaining('UTF-8') })
  })

  test('JSON that is nested too deeply is refused', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    const reply = await post(
      '/api/v1/tasks',
      `{"model":"pico","messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"t","parameters":${deep}}]}`,
    )
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ code: 'request.invalid' })
  })

  test('C08: megabytes of text are refused without being counted', async () => {
    const messages = [{ role: 'user', content: 'x '.repeat(5_000_000 / 2) }]
    const reply = await post('/v1/chat/completions', JSON.stringify({ model: 'pico', messages }))

    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ error: { code: 'context_length_exceeded' } })
  })

  test('T13: what OpenAI’s protocol has no word for is named in a field of ours', async () => {
    const body = JSON.stringify({ ...who, model: 'pico', mirostat: 2, stream: false })
    const whole = await (await post('/v1/chat/completions', body)).json()
    const stream = await (await post('/v1/chat/completions', body.replace('false', 'true'))).text()

    expect(whole).toMatchObject({ venom: { parameters: [{ name: 'mirostat', action: 'dropped' }] } })
    expect(stream).toMatch(/^data: \{.*"venom":\{"parameters":\[\{"name":"mirostat"/)
  })

  test('an unknown address is a problem', async () => {
    const reply = await fetch(`${server.url}/api/v1/nothing`)

    expect(reply.status).toBe(404)
    expect(await reply.json()).toMatchObject({ code: 'request.not_found' })
  })
})

test('a port that is taken is said before anything is opened for long', async () => {
  const taken = { host: '127.0.0.1', port: Number(new URL(server.url).port), allowedHosts: [], database: ':memory:' }

  await expect(startServer({ ...taken, model, runtimes: [] })).rejects.toMatchObject({ code: 'server.cannot_listen' })
})

describe('for other machines', () => {
  test('reading and generating need the token too, and a name must be allowed', async () => {
    const database = join(folder, 'other.sqlite')
    const open = { host: '0.0.0.0', port: 0, allowedHosts: ['venom.lan'], database, model, runtimes: [] }
    const own = await startServer(open)
    const baseUrl = own.url.replace('0.0.0.0', '127.0.0.1')
    const completions = { method: 'POST', body: JSON.stringify(who), headers: { 'content-type': 'application/json' } }

    await expect(createRuntimesClient({ baseUrl }).models({})).rejects.toMatchObject({ code: 'request.unauthorized' })
    expect((await fetch(`${baseUrl}/metrics`)).status).toBe(401)
    expect((await fetch(`${baseUrl}/v1/models`)).status).toBe(401)
    expect(await (await fetch(`${baseUrl}/v1/chat/completions`, completions)).json()).toMatchObject({
      error: { type: 'authentication_error' },
    })
    expect((await createRuntimesClient({ baseUrl, token: own.token }).models({})).models).toHaveLength(1)
    expect(await replyTo(baseUrl, 'venom.lan')).toMatchObject({ status: 401 })
    await own.close()
  })
})

describe('the end', () => {
  test('C06, C10: shutting down ends an OpenAI stream with an error and without [DONE]', async () => {
    const own = await start()
    const body = JSON.stringify({ ...endless, stream: true })
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`${own.url}/v1/chat/completions`, { method: 'POST', headers, body })

    const [text] = await Promise.all([reply.text(), own.close({ waitMs: 0 })])

    expect(text).toMatch(/data: \{"error":\{.*"code":"server\.stopping"\}\}\n\n$/)
    expect(text).not.toContain('[DONE]')
  })

  test('shutting down ends a running answer with a typed problem', async () => {
    const own = await start()
    const { id } = await createRuntimesClient({ baseUrl: own.url }).startTask(endless)
    const reply = await fetch(`${own.url}/api/v1/tasks/${id}/events`)

    const [text] = await Promise.all([reply.text(), own.close({ waitMs: 0 })])

    expect(text).toMatch(/event: problem\ndata: \{.*"code":"server\.stopping".*\}\n\n$/)
  })

  test('shutting down lets an answer end that is nearly done', async () => {
    const own = await start()
    const client = createRuntimesClient({ baseUrl: own.url })
    const { id } = await client.startTask(who)
    const seen: string[] = []
    let closing: Promise<void> | undefined

    for await (const { event } of client.taskEvents({ id })) {
      seen.push(event.type)
      if (event.type === 'text-delta') closing ??= own.close({ waitMs: 15_000 })
    }
    await closing

    expect(seen.at(-1)).toBe('finish')
  })
})
