import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'

import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test, vi } from 'vitest'

import { ask, recorded, serve } from './__fixtures__/served-ollama.js'
import { vllm } from './vllm/vllm.js'

test('C05: who leaves while an Ollama is asked for the window of a refused chat ends that question', async () => {
  patient()
  const abort = new AbortController()
  const ended = Promise.withResolvers<void>()
  let isRefused = false
  const { runtime } = await serve('0.24.0', (path, reply) => {
    if (path === '/api/chat') {
      isRefused = true
      reply.writeHead(400).end(recorded('0.24.0', 'overflow.json'))
      return true
    }
    return isRefused && path === '/api/ps' && stall(reply, abort, ended)
  })

  await expect(Array.fromAsync(runtime.chat(ask('pico'), { signal: abort.signal }))).rejects.toMatchObject({
    code: 'runtime.cancelled',
  })
  await expect(ended.promise).resolves.toBeUndefined()
})

test('C05: who leaves while a vLLM is asked for the length of a refused chat ends that question', async () => {
  patient()
  const abort = new AbortController()
  const ended = Promise.withResolvers<void>()
  await using server = await httpServer((request, reply) => {
    const path = request.url ?? ''
    if (path === '/tokenize') stall(reply, abort, ended)
    else if (path === '/v1/chat/completions') reply.writeHead(400).end(vllmSaid('overflow.json'))
    else if (path === '/version' || path === '/v1/models') reply.end(vllmSaid(`${path.split('/').at(-1)}.json`))
    else reply.writeHead(404).end()
  })
  const runtime = vllm({ url: server.url })

  await expect(Array.fromAsync(runtime.chat(ask('pico'), { signal: abort.signal }))).rejects.toMatchObject({
    code: 'runtime.cancelled',
  })
  await expect(ended.promise).resolves.toBeUndefined()
  await runtime.close()
})

function vllmSaid(file: string): Buffer {
  return readFileSync(new URL(`./__fixtures__/vllm/${file}`, import.meta.url))
}

/** Leaves while the reply is waited for, and says once nobody waits any more. */
function stall(reply: ServerResponse, abort: AbortController, ended: PromiseWithResolvers<void>): boolean {
  reply.on('close', () => ended.resolve())
  abort.abort()
  return true
}

/** No question ends by its own limit while the test runs. */
function patient(): void {
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal)
  onTestFinished(() => spy.mockRestore())
}
