import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { createTuningClient } from '@venom/core/client'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { type RunningServer, startServer } from './server.js'

const model = fileURLToPath(new URL('../model/pico.gguf', import.meta.url))
const token = 'a-token-for-this-test-only'
const options = { port: 0, allowedHosts: ['venom.lan'], database: ':memory:', model, runtimes: [], token }
const html = '<!doctype html><meta property="csp-nonce" nonce="__VENOM_NONCE__"><title>Venom</title>'

let folder: string
let local: RunningServer
let open: RunningServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-page-'))
  const page = join(folder, 'dist')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.js'), 'secret')
  await writeFile(join(page, 'index.html'), html)
  await writeFile(join(page, 'favicon.svg'), '<svg/>')
  await writeFile(join(page, 'notes.txt'), 'notes')
  await writeFile(join(page, 'assets', 'index-B1x.js'), 'export {}')
  local = await startServer({ ...options, page, host: '127.0.0.1' })
  open = await startServer({ ...options, page, host: '0.0.0.0' })
})

afterAll(async () => {
  await Promise.all([local.close({ waitMs: 0 }), open.close({ waitMs: 0 })])
  await rm(folder, { recursive: true })
})

interface Ask {
  readonly to?: RunningServer
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Asks as any program can: `fetch` neither sends a Host of one's choice nor leaves `..` in a path. */
function ask(path: string, { to = local, method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const { port } = new URL(to.url)
  const asked = httpRequest({ host: '127.0.0.1', port, path, method, headers: { ...json, ...headers } }, (reply) => {
    text(reply).then((all) => resolve({ status: reply.statusCode, headers: reply.headers, body: all }), reject)
  })
  asked.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}

const ofPage = { 'sec-fetch-site': 'same-origin' }
const enter = ({ headers, ...more }: Ask = {}): Promise<Answer> =>
  ask('/session', { method: 'POST', body: {}, headers: { ...ofPage, ...headers }, ...more })

function cookieOf({ headers }: Answer): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

describe('the page', () => {
  test('browsers get it, and programs that ask for JSON get the overview', async () => {
    const browser = await ask('/', { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
    const program = await ask('/', { headers: { accept: 'application/json' } })

    expect(browser.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(browser.body).toContain('<title>Venom</title>')
    expect(JSON.parse(program.body)).toMatchObject({ name: 'Venom example server' })
  })

  test('it may load from its own server only, and nobody may frame it', async () => {
    const { headers, body } = await ask('/')
    const [, nonce] = /nonce="([\w-]{24})"/.exec(body) ?? []

    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self'; ` +
        `connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect((await ask('/')).body).not.toContain(nonce)
  })

  test('a file with a hash in its name is kept forever, another is asked for again', async () => {
    const script = await ask('/assets/index-B1x.js')
    const icon = await ask('/favicon.svg')

    expect(script.body).toBe('export {}')
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(icon.headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' })
  })

  test('HEAD gets the headers alone', async () => {
    const reply = await ask('/assets/index-B1x.js', { method: 'HEAD' })

    expect(reply).toMatchObject({ status: 200, body: '', headers: { 'content-length': '9' } })
  })

  test.each([
    '/assets/../../secret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/..%5c..%5csecret.js',
    '//secret.js',
    '/assets/index-gone.js',
    '/notes.txt',
    '/assets',
  ])('%s is nothing', async (path) => {
    const reply = await ask(path)

    expect(reply.status).toBe(404)
    expect(JSON.parse(reply.body)).toMatchObject({ code: 'request.not_found' })
  })

  test('without a build the overview is all there is', async () => {
    const bare = await startServer({ ...options, page: join(folder, 'none'), host: '127.0.0.1' })
    const reply = await ask('/', { to: bare, headers: { accept: 'text/html' } })
    await bare.close({ waitMs: 0 })

    expect(JSON.parse(reply.body)).toMatchObject({ name: 'Venom example server' })
    expect(bare.hasPage).toBe(false)
  })
})

describe('the session', () => {
  test('a page of this machine is let in for the asking, by a cookie that no script and no other site can use', async () => {
    const reply = await enter({ headers: { 'sec-fetch-site': 'same-origin', origin: local.url } })
    const { port } = new URL(local.url)

    expect(reply.status).toBe(204)
    expect(reply.headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^venom-${port}=[\\w-]{32}; Path=/; HttpOnly; SameSite=Strict$`)),
    ])
  })

  test('behind a proxy that ends TLS the cookie goes over TLS alone', async () => {
    const reply = await enter({ to: open, body: { token }, headers: { 'x-forwarded-proto': 'https' } })

    expect(reply.headers['set-cookie']?.[0]).toMatch(/; Secure$/)
  })

  test('the cookie lets change, and only under its own name', async () => {
    const cookie = cookieOf(await enter())
    const as = (sent: string) =>
      createTuningClient({ baseUrl: local.url, headers: { cookie: sent, origin: local.url } })
    const change = { model: 'pico', generation_params: { top_k: 7 } }

    expect((await as(cookie).save(change)).current_values).toMatchObject({ top_k: 7 })
    await expect(as(cookie.replace(/-\d+/, '-1')).save(change)).rejects.toMatchObject({ code: 'request.unauthorized' })
  })

  test('the cookie is no token, holds none, and is over when the server starts again', async () => {
    const cookie = cookieOf(await enter())
    const [, secret = ''] = cookie.split('=')
    const change = (headers: Readonly<Record<string, string>>, to = local) =>
      ask('/api/v1/models/pico/config', { method: 'DELETE', headers, to })

    expect(secret).not.toContain(token)
    expect((await change({ authorization: `Bearer ${secret}`, ...ofPage })).status).toBe(401)
    const again = await startServer({ ...options, host: '127.0.0.1' })
    const renamed = `venom-${new URL(again.url).port}=${secret}`
    expect((await change({ cookie: renamed, ...ofPage }, again)).status).toBe(401)
    await again.close({ waitMs: 0 })
  })

  test('the cookie counts only where the browser says that the page itself asks', async () => {
    const cookie = cookieOf(await enter())
    const change = (headers: Readonly<Record<string, string>>) =>
      ask('/api/v1/models/pico/config', { method: 'DELETE', headers: { cookie, ...headers } })

    expect((await change({})).status).toBe(401)
    expect((await change({ 'sec-fetch-site': 'same-site', origin: local.url })).status).toBe(401)
    expect((await change({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await change({ origin: local.url })).status).toBe(200)
  })

  test('by plain HTTP from another machine a browser names no site: its cookie still lets it read', async () => {
    const cookie = cookieOf(await enter({ to: open, body: { token } }))

    expect((await ask('/api/v1/models', { to: open })).status).toBe(401)
    expect((await ask('/api/v1/models', { to: open, headers: { cookie } })).status).toBe(200)
  })

  test('T08: what the page changes is by the browser in the history, what a program changes by the token', async () => {
    const cookie = cookieOf(await enter())
    const [path, body] = ['/api/v1/models/pico/config', { generation_params: { top_k: 7 } }]
    await ask(path, { method: 'PUT', headers: { ...ofPage, cookie }, body })
    await ask(path, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })

    const { body: history } = await ask(`${path}/history?limit=2`)

    expect(JSON.parse(history)).toMatchObject({ changes: [{ by: 'token' }, { by: 'browser' }] })
  })

  test('a program of this machine is not let in for the asking', async () => {
    const reply = await ask('/session', { method: 'POST', body: {} })

    expect(JSON.parse(reply.body)).toMatchObject({ status: 401, code: 'request.unauthorized' })
    expect(reply.headers['set-cookie']).toBeUndefined()
  })

  test('a change with the cookie from a page of another origin is refused', async () => {
    const headers = { cookie: cookieOf(await enter()), origin: 'http://127.0.0.1:1' }
    const reply = await ask('/api/v1/models/pico/config', { method: 'DELETE', headers })

    expect(JSON.parse(reply.body)).toMatchObject({ status: 403, code: 'request.foreign_origin' })
  })

  test.each([
    ['a page of another origin', { origin: 'https://evil.example' }, 'request.foreign_origin'],
    ['a page without an origin', { origin: 'null' }, 'request.foreign_origin'],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 'request.unauthorized'],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }, 'request.unauthorized'],
    ['somebody behind a proxy', { 'x-forwarded-for': '10.0.0.7' }, 'request.unauthorized'],
    ['somebody who came by an allowed name', { host: 'venom.lan' }, 'request.unauthorized'],
    ['somebody who came by a name that is not allowed', { host: 'evil.example' }, 'request.foreign_host'],
  ])('%s gets nothing for the asking', async (_who, headers, code) => {
    const reply = await enter({ headers })

    expect(JSON.parse(reply.body)).toMatchObject({ code })
    expect(reply.headers['set-cookie']).toBeUndefined()
  })

  test('where other machines can ask, the token must be shown', async () => {
    const nothing = await enter({ to: open })
    const wrong = await enter({ to: open, body: { token: `${token}x` } })
    const right = await enter({ to: open, body: { token: ` ${token}\n` } })

    expect(JSON.parse(nothing.body)).toMatchObject({ status: 401, code: 'request.unauthorized' })
    expect(JSON.parse(wrong.body)).toMatchObject({ status: 401, code: 'request.unauthorized' })
    expect(right.status).toBe(204)
    expect((await enter({ to: open, headers: { cookie: cookieOf(right) } })).status).toBe(204)
  })

  test('a body that is no JSON is refused, and fills nobody’s log', async () => {
    const log = vi.spyOn(process.stderr, 'write')
    const reply = await enter({ headers: { 'content-type': 'text/plain' } })

    expect(JSON.parse(reply.body)).toMatchObject({ code: 'request.media_type' })
    expect(log).not.toHaveBeenCalled()
    log.mockRestore()
  })
})
