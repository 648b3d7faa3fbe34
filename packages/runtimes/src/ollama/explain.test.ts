import { expect, test } from 'vitest'

import { ask, collect, holding, type Otherwise, serve } from '../__fixtures__/served-ollama.js'

test('C08: an overflow without numbers has the window that the model is in memory with, under whatever name it is there', async () => {
  // Ollama names what is in memory by the model that came first; both have the same weights.
  const { runtime } = await serve('0.34.4', full(holding('pico:latest', () => 512)))
  const overflow = { code: 'chat.context_overflow', details: { limit: 512, used: null } }

  await expect(collect(runtime, ask('pico'))).rejects.toMatchObject(overflow)
  await expect(collect(runtime, ask('tuned'))).rejects.toMatchObject(overflow)
})

test('C08: where nobody says the window, an overflow says that it is not known', async () => {
  const { runtime } = await serve(
    '0.34.4',
    full((path, reply) => {
      if (path === '/api/ps') reply.writeHead(500).end('{"error":"no"}')
      return path === '/api/ps'
    }),
  )

  await expect(collect(runtime, ask('tuned'))).rejects.toMatchObject({
    code: 'chat.context_overflow',
    details: { limit: null, used: null },
  })
})

/** A server that refuses every chat for its length, and is `otherwise` as that says. */
function full(otherwise: Otherwise): Otherwise {
  return (path, reply, ...rest) => {
    if (path !== '/api/chat') return otherwise(path, reply, ...rest)
    reply.writeHead(400).end('{"error":"the input length exceeds the context length"}')
    return true
  }
}
