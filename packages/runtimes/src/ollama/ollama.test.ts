import { expect, test } from 'vitest'

import { ask, collect, holding, nothingLoaded, recorded, serve } from '../__fixtures__/served-ollama.js'

test('C09: a model answers to each of its names, and is called by the one of the server', async () => {
  const { runtime } = await serve()

  const starts = await Promise.all(
    ['pico', 'PICO:latest', 'pico:latest', 'registry.ollama.ai/library/pico'].map(
      async (name) => (await collect(runtime, ask(name)))[0],
    ),
  )

  expect(starts.map((start) => start?.type === 'start' && start.model)).toEqual(Array(4).fill('pico:latest'))
})

test('C09: a model that is known is asked without a further question', async () => {
  const { runtime, server } = await serve()

  await collect(runtime, ask('tuned'))
  expect(server.newPaths().toSorted()).toEqual(['/api/chat', '/api/ps', '/api/show', '/api/tags', '/api/version'])
  await collect(runtime, ask('tuned', { temperature: 0 }))
  expect(server.newPaths()).toEqual(['/api/chat'])
})

test('C09: a model that came since is found, one that never came is refused before it is asked', async () => {
  let hasNova = false
  const tags = recorded('0.34.4', 'tags.json').toString()
  const { runtime, server } = await serve('0.34.4', (path, reply) => {
    if (path !== '/api/tags') return false
    reply.end(hasNova ? tags.replaceAll('tuned', 'nova') : tags)
    return true
  })
  await collect(runtime, ask('pico'))
  hasNova = true
  server.newPaths()

  expect((await collect(runtime, ask('nova')))[0]).toMatchObject({ type: 'start', model: 'nova:latest' })
  server.newPaths()
  await expect(collect(runtime, ask('luna'))).rejects.toMatchObject({
    code: 'model.unknown',
    details: { model: 'luna', models: expect.arrayContaining(['nova:latest']) },
  })
  expect(server.newPaths()).not.toContain('/api/chat')
})

test.each([
  ['content that is no text', '{"message":{"content":["a"]},"done":false}'],
  ['a line without a message', '{"response":"a","done":false}'],
  ['a line that does not say whether it is the last', '{"message":{"content":"a"}}'],
  ['calls that are no list', '{"message":{"content":"","tool_calls":{"function":{"name":"f"}}},"done":false}'],
  ['a call without a name', '{"message":{"content":"","tool_calls":[{"function":{}}]},"done":false}'],
  [
    'arguments that are no object',
    '{"message":{"content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},"done":false}',
  ],
])('C06: %s is refused, not lost', async (_, line) => {
  const { runtime } = await serve('0.34.4', (path, reply) => {
    if (path === '/api/chat') reply.setHeader('content-type', 'application/x-ndjson').end(`${line}\n`)
    return path === '/api/chat'
  })

  await expect(collect(runtime, ask('pico'))).rejects.toMatchObject({ code: 'runtime.stream_malformed' })
})

test('C02: calls without an id, as older servers make them, get one each', async () => {
  const line = '{"message":{"content":"","tool_calls":[{"function":{"name":"f"}},{"function":{"name":"g"}}]},"done":'
  const { runtime } = await serve('0.34.4', (path, reply) => {
    if (path !== '/api/chat') return false
    reply.setHeader('content-type', 'application/x-ndjson').end(`${line}false}\n${line}true,"done_reason":"stop"}\n`)
    return true
  })

  const calls = (await collect(runtime, ask('pico'))).filter((event) => event.type === 'tool-call')

  expect(calls.map(({ call_id, name }) => [call_id, name])).toEqual([
    ['call_0', 'f'],
    ['call_1', 'g'],
    ['call_2', 'f'],
    ['call_3', 'g'],
  ])
})

test('T12: what the engine of a model does not honour is dropped with the reason', async () => {
  const show = recorded('0.24.0', 'show.json').toString().replaceAll('"llama"', '"qwen3"')
  const { runtime } = await serve('0.24.0', (path, reply) => {
    if (path === '/api/show') reply.end(show)
    return path === '/api/show'
  })

  const [start] = await collect(runtime, ask('pico', { temperature: 0, repeat_penalty: 1.2, mirostat: 2 }))

  expect(start?.type === 'start' && start.translation.entries).toMatchObject([
    { name: 'temperature', wire_name: 'options.temperature', action: 'sent' },
    { name: 'repeat_penalty', action: 'dropped', reason: expect.stringContaining('runs on ollama-engine') },
    { name: 'mirostat', action: 'dropped', reason: '`mirostat` was taken out of Ollama, which ignores it.' },
  ])
})

test('T13: a window that the server would move is moved by us, and told', async () => {
  const { runtime, server } = await serve('0.34.4', nothingLoaded)

  const [start] = await collect(runtime, ask('pico', { context_length: 64 }))

  expect(start?.type === 'start' && start.translation.entries).toMatchObject([
    { name: 'context_length', requested: 64, sent: 256, action: 'clamped' },
  ])
  expect(server.asked.at(-1)?.body).toMatchObject({ options: { num_ctx: 256 } })
})

test('C02: another window than the one in memory is warned of before the chat is sent', async () => {
  const { runtime, server } = await serve(
    '0.34.4',
    holding('tuned:latest', () => 512),
  )
  await collect(runtime, ask('tuned'))
  server.newPaths()

  const events = await collect(runtime, ask('tuned', { context_length: 256 }))
  const paths = server.newPaths()
  const same = await collect(runtime, ask('tuned', { context_length: 512 }))

  expect(events.slice(0, 2)).toEqual([
    expect.objectContaining({ type: 'start' }),
    { type: 'warning', code: 'runtime.reload', detail: { model: 'tuned:latest', loaded: 512, requested: 256 } },
  ])
  expect(paths).toEqual(['/api/ps', '/api/chat'])
  expect(same.map(({ type }) => type)).not.toContain('warning')
})

test('C02: a model that is not in memory is loaded without a warning', async () => {
  const { runtime } = await serve('0.34.4', nothingLoaded)

  const events = await collect(runtime, ask('pico', { context_length: 512 }))

  expect(events.map(({ type }) => type)).not.toContain('warning')
})

test('a question that is given up is cancelled, in our words', async () => {
  const { runtime } = await serve('0.34.4', () => true)
  const signal = AbortSignal.timeout(20)

  await expect(runtime.models({ signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
  await expect(runtime.parameters('pico', { signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
})

test('a runtime that was closed says so', async () => {
  const { runtime } = await serve()
  await runtime.close()
  await runtime.close()

  await expect(runtime.models()).rejects.toMatchObject({ code: 'runtime.closed' })
  expect(await runtime.health()).toMatchObject({ state: 'unreachable', code: 'runtime.closed' })
  await expect(collect(runtime, ask('pico'))).rejects.toMatchObject({ code: 'runtime.closed' })
})
