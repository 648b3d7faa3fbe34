import { expect, test } from 'vitest'

import { nothingLoaded, serve } from '../__fixtures__/served-ollama.js'

test('a model is loaded with what a chat would be sent with, and let go', async () => {
  const { runtime: loading, server } = await serve('0.34.4', nothingLoaded, 'load.json')
  const { runtime: leaving, server: left } = await serve('0.34.4', nothingLoaded, 'unload.json')

  await loading.load?.('pico', { generation_params: { context_length: 9_000, temperature: 0 } })
  await leaving.unload?.('pico')

  expect(server.asked.at(-1)).toEqual({
    path: '/api/chat',
    body: { model: 'pico:latest', messages: [], options: { num_ctx: 1_024 } },
  })
  expect(left.asked.at(-1)).toEqual({
    path: '/api/chat',
    body: { model: 'pico:latest', messages: [], keep_alive: 0 },
  })
})

test('a model that cannot be loaded says why', async () => {
  const { runtime } = await serve('0.34.4', (path, reply) => {
    if (path === '/api/chat') reply.writeHead(500).end('{"error":"unable to load model: /models/blobs/sha256-1"}')
    return path === '/api/chat'
  })

  await expect(runtime.load?.('pico')).rejects.toMatchObject({
    code: 'runtime.failed',
    message: expect.stringContaining('unable to load model'),
    retryable: false,
  })
  await expect(runtime.load?.('luna')).rejects.toMatchObject({ code: 'model.unknown' })
  await expect(runtime.unload?.('pico', { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'runtime.cancelled',
  })
})

test('a server that takes the order to load for something else is no Ollama', async () => {
  const { runtime } = await serve('0.34.4', nothingLoaded, 'unload.json')

  await expect(runtime.load?.('pico')).rejects.toMatchObject({ code: 'runtime.foreign' })
})
