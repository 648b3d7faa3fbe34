import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const fromSources = [
  '--conditions=@venom/source',
  '--import',
  new URL('../../../scripts/run-sources.mjs', import.meta.url).href,
]
const main = fileURLToPath(new URL('main.ts', import.meta.url))

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-main-'))
})

afterAll(() => rm(folder, { recursive: true }))

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  taken.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

interface Started {
  readonly process: ChildProcess
  /** Everything it prints, in order. */
  readonly printed: () => string
  readonly exited: Promise<number | null>
}

function start(...flags: readonly string[]): Started {
  const child = spawn(process.execPath, [...fromSources, main, '--database', join(folder, 'venom.sqlite'), ...flags])
  let printed = ''
  const add = (piece: Buffer): void => {
    printed += piece.toString('utf8')
  }
  child.stdout.on('data', add)
  child.stderr.on('data', add)
  const exited = once(child, 'exit').then(() => child.exitCode)
  return { process: child, printed: () => printed, exited }
}

async function greeting({ printed, exited }: Started): Promise<{ readonly url: string; readonly curl: string }> {
  let isOver = false
  void exited.then(() => {
    isOver = true
  })
  await expect.poll(() => isOver || printed().includes('curl'), { timeout: 15_000 }).toBe(true)
  const [, url = ''] = /(http:\/\/[\w.:]+)/.exec(printed()) ?? []
  const [, curl = ''] = /-d '(.*)'/.exec(printed()) ?? []
  return { url, curl }
}

describe('the server as a process', () => {
  test('P04: it greets with a line that gets an answer, and ends cleanly on SIGTERM', async () => {
    const server = start('--port', '0')
    const { url, curl } = await greeting(server)

    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: curl })
    const answer = await reply.text()
    server.process.kill('SIGTERM')

    expect(answer).toContain('I am Pico')
    expect(server.printed()).toMatch(/^token: \S{32}$/m)
    expect(await server.exited).toBe(0)
  })

  test('a wrong option ends it with 2 and a sentence', async () => {
    const server = start('--port', 'many')

    expect(await server.exited).toBe(2)
    expect(server.printed()).toContain('The port “many” is not a number from 0 to 65535.')
  })

  test('a port in use is said in a sentence', async () => {
    const first = start('--port', '0')
    const { url } = await greeting(first)

    const second = start('--port', new URL(url).port)

    expect(await second.exited).toBe(1)
    expect(second.printed()).toMatch(
      /^Port \d+ on 127\.0\.0\.1 is in use\. Choose another one with --port, or 0 for any free one\.\n$/,
    )
    first.process.kill('SIGTERM')
    await first.exited
  })

  test('P04: on another loopback address the line that it prints gets an answer too', async () => {
    const server = start('--port', '0', '--host', '127.0.0.2')
    const { url, curl } = await greeting(server)

    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: curl })
    await reply.text()
    server.process.kill('SIGTERM')

    expect([url, reply.status]).toEqual([expect.stringContaining('127.0.0.2'), 200])
    await server.exited
  })

  test('C09: it says which of the runtimes that were named cannot answer, and why', async () => {
    const other = start('--port', '0')
    const { url } = await greeting(other)
    const page = createHttpServer((_request, reply) => reply.end('<!doctype html>')).listen(0, '127.0.0.1')
    await once(page, 'listening')
    const address = page.address()
    const shop = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

    const server = start(
      '--port',
      '0',
      '--runtimes',
      `self=${url},shop=${shop},gone=http://127.0.0.1:9,box=vllm+${shop}`,
    )
    await greeting(server)

    await expect.poll(server.printed).toContain(`box: What answers at ${shop} is no vLLM`)
    expect(server.printed()).toContain(`self: What answers at ${url} is itself a server of Venom.`)
    expect(server.printed()).toContain(
      `shop: What answers at ${shop} is none of these: llama.cpp server, Ollama, vLLM.`,
    )
    expect(server.printed()).toContain('gone: http://127.0.0.1:9 does not answer (ECONNREFUSED).')
    for (const one of [other, server]) one.process.kill('SIGTERM')
    await Promise.all([other.exited, server.exited])
    page.close()
  })

  test('it goes on serving when nobody reads what it prints', async () => {
    const port = await freePort()
    const server = start('--port', String(port))
    server.process.stdout?.destroy()
    const models = (): Promise<unknown> =>
      fetch(`http://127.0.0.1:${port}/api/v1/models`).then(
        ({ status }) => status,
        () => undefined,
      )

    await expect.poll(models, { timeout: 15_000 }).toBe(200)
    server.process.kill('SIGTERM')

    expect(await server.exited).toBe(0)
  })

  test('a second signal ends it at once', async () => {
    const server = start('--port', '0')
    const { url } = await greeting(server)
    const body = JSON.stringify({
      model: 'embedded/pico',
      stream: true,
      messages: [{ role: 'user', content: 'Say la again and again.' }],
    })
    const reply = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })

    server.process.kill('SIGINT')
    server.process.kill('SIGTERM')

    expect([130, 143]).toContain(await server.exited)
    await reply.body?.cancel().catch(() => undefined)
  })
})
