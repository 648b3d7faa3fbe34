import type { RequestListener } from 'node:http'

import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test, vi } from 'vitest'

import { serve } from '../__fixtures__/served-ollama.js'
import { ollama, ollamaKind } from './ollama.js'

test('C09: what is no Ollama is told apart from one that keeps us out, or is gone', async () => {
  const state = async (listener: RequestListener) => {
    await using server = await httpServer(listener)
    return await stateAt(server.url)
  }
  const { server } = await serve()

  expect(await state((_request, reply) => reply.end('<h1>It works!</h1>'))).toBe('foreign')
  expect(await state((_request, reply) => reply.writeHead(404).end('404 page not found'))).toBe('foreign')
  expect(await state((_request, reply) => reply.end('{"version":"0.34.4"}'))).toBe('foreign')
  expect(await state((_request, reply) => reply.writeHead(403).end())).toBe('refused')
  expect(await state((_request, reply) => reply.writeHead(401).end())).toBe('refused')
  expect(await state((_request, reply) => reply.socket?.destroy())).toBe('unreachable')
  expect(await stateAt(server.url)).toBe('ready')
})

test.each(['/v1', '/v1/', '/api'])('C09: an address that ends in %s is mended in the hint', async (path) => {
  const { server } = await serve('0.34.4', (asked, reply) => {
    const isBeside = asked.startsWith(path)
    if (isBeside) reply.writeHead(404).end('404 page not found')
    return isBeside
  })
  const runtime = ollama({ url: server.url + path })
  onTestFinished(() => runtime.close())

  expect(await runtime.health()).toMatchObject({
    state: 'foreign',
    hint: expect.stringContaining(`Leave ${path} out of the address.`),
  })
})

test('C09: health needs no look at the models, and names the version', async () => {
  const { runtime, server } = await serve()

  expect(await runtime.health()).toMatchObject({ state: 'ready', server: { kind: 'ollama', version: '0.34.4' } })
  expect(server.newPaths()).not.toContain('/api/show')
})

test('C09: a server that the environment names is found, unless it is open already', async () => {
  const { server } = await serve()
  const { port } = new URL(server.url)
  vi.stubEnv('OLLAMA_HOST', `0.0.0.0:${port}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const usual = 'http://127.0.0.1:11434'

  const found = await ollamaKind.find({ except: [usual] })

  expect(found.map(({ id }) => id)).toEqual([`ollama-${port}`])
  expect(await ollamaKind.find({ except: [usual, `http://localhost:${port}`] })).toEqual([])
  await found[0]?.close()
})

async function stateAt(url: string): Promise<string> {
  const runtime = ollama({ url })
  const { state } = await runtime.health()
  await runtime.close()
  return state
}
