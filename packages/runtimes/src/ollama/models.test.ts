import { expect, test } from 'vitest'

import { ask, collect, holding, nothingLoaded, recorded, serve } from '../__fixtures__/served-ollama.js'

test('C09: models are told with what is known of them, and asked for once', async () => {
  const { runtime, server } = await serve()

  const models = await runtime.models()
  await runtime.models()

  expect(models.find(({ id }) => id === 'pico:latest')).toEqual({
    id: 'pico:latest',
    aliases: ['pico'],
    loaded: true,
    context_tokens: 1_024,
    architecture: 'llama',
    tokenizer: 'gpt-2',
    quantization: 'F16',
    size_bytes: 7_411_378,
    digest: expect.stringMatching(/^[\da-f]{64}$/),
    trained_context_tokens: 1_024,
  })
  expect(models.find(({ id }) => id === 'tuned:latest')).toMatchObject({ context_tokens: 512 })
  expect(server.asked.filter(({ path }) => path === '/api/show')).toHaveLength(models.length)
})

test('C09: a model in memory has the window that it was loaded with', async () => {
  const { runtime } = await serve(
    '0.34.4',
    holding('tuned:latest', () => 256),
  )

  const models = await runtime.models()

  expect(models.find(({ id }) => id === 'tuned:latest')).toMatchObject({ loaded: true, context_tokens: 256 })
  expect((await runtime.parameters('tuned')).reported).toMatchObject({ context_length: 512, temperature: 0.3 })
})

test('C09: what the server does not tell of a model is unknown, and no more', async () => {
  const { runtime } = await serve('0.34.4', (path, reply, ...rest) => {
    if (path === '/api/show') reply.writeHead(500).end('{"error":"no such file"}')
    return path === '/api/show' || nothingLoaded(path, reply, ...rest)
  })

  const models = await runtime.models()

  expect(models).not.toEqual([])
  expect(models.filter((model) => 'architecture' in model || 'context_tokens' in model)).toEqual([])
  expect((await runtime.parameters('pico')).reported).toEqual({})
  expect((await collect(runtime, ask('pico'))).at(-1)?.type).toBe('finish')
})

test('C09: many models are asked for at most four at a time', async () => {
  let asking = 0
  let most = 0
  const names = Array.from({ length: 30 }, (_, index) => ({ name: `m${index}:latest`, digest: `d${index}` }))
  const { runtime } = await serve('0.34.4', (path, reply) => {
    if (path === '/api/tags') reply.end(JSON.stringify({ models: names }))
    if (path !== '/api/show') return path === '/api/tags'
    asking += 1
    most = Math.max(most, asking)
    setTimeout(() => {
      asking -= 1
      reply.end(recorded('0.34.4', 'show.json'))
    }, 5)
    return true
  })

  const models = await runtime.models()

  expect(models.filter(({ architecture }) => architecture === 'llama')).toHaveLength(30)
  expect(most).toBe(4)
})

test.each([
  ['by its name', '"pico:latest"', 'pico:latest'],
  ['else by its weights', '"gone:latest"', expect.not.stringContaining('tuned')],
])('C09: an adapter is told with the model that it was made for, %s', async (_, parent, base) => {
  const adapter = String.raw`ADAPTER /models/blobs/sha256-1\nTEMPLATE `
  const show = recorded('0.34.4', 'show-tuned.json')
    .toString()
    .replace('TEMPLATE ', () => adapter)
  const tags = recorded('0.34.4', 'tags.json').toString().replaceAll('"model.gguf"', parent)
  const { runtime } = await serve('0.34.4', (path, reply, body) => {
    if (path === '/api/tags') reply.end(tags)
    if (path !== '/api/show' || !JSON.stringify(body).includes('tuned')) return path === '/api/tags'
    reply.end(show)
    return true
  })

  const models = await runtime.models()

  expect(models.filter((model) => 'adapter_of' in model)).toEqual([
    expect.objectContaining({ id: 'tuned:latest', adapter_of: base }),
  ])
})

test('a question about the models is cancelled also while they are looked at', async () => {
  const { runtime } = await serve('0.34.4', (path) => path === '/api/show')
  const signal = AbortSignal.timeout(50)

  await expect(runtime.models({ signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
})

test('C09: a model whose entry is odd leaves the others there', async () => {
  const odd = [
    { name: 'n'.repeat(2_000), digest: '1' },
    { name: 7 },
    { name: 'bare:latest', digest: '2', size: null, details: null },
  ]
  const { runtime } = await serve('0.34.4', (path, reply) => {
    if (path === '/api/tags') reply.end(JSON.stringify({ models: odd }))
    return path === '/api/tags'
  })

  expect((await runtime.models()).map(({ id }) => id)).toEqual(['bare:latest'])
})

test('C09: where the server does not say what is in memory, that is not known, and the rest is', async () => {
  const { runtime } = await serve('0.34.4', (path) => path === '/api/ps')

  const [model] = await runtime.models()

  expect(model).toMatchObject({ id: expect.any(String), architecture: 'llama' })
  expect(model).not.toHaveProperty('loaded')
})
