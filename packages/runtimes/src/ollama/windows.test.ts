import type { ServerResponse } from 'node:http'

import type { ChatEvent } from '@venom/core'
import { expect, test } from 'vitest'

import { ask, collect, holding, nothingLoaded, recorded, serve, type Otherwise } from '../__fixtures__/served-ollama.js'
import { createWindows } from './windows.js'

test('C02: a chat that asks for no window is warned where it takes back the one that we asked for', async () => {
  const { runtime } = await serve('0.34.4', orders(holding('tuned:latest', () => 256)))
  await runtime.load?.('tuned', { generation_params: { context_length: 256 } })

  const events = await collect(runtime, ask('tuned'))

  expect(warningsOf(events)).toEqual([
    { type: 'warning', code: 'runtime.reload', detail: { model: 'tuned:latest', loaded: 256, requested: 512 } },
  ])
})

test('C02: where the server alone knows the window that it takes then, the warning says so', async () => {
  const { runtime } = await serve('0.34.4', orders(holding('pico:latest', () => 512)))
  await runtime.load?.('pico', { generation_params: { context_length: 512 } })

  const events = await collect(runtime, ask('pico'))

  expect(warningsOf(events)).toMatchObject([{ code: 'runtime.reload', detail: { loaded: 512, requested: null } }])
})

test('C02: a window of another client is warned of, once the model’s own is known', async () => {
  let held = 1_024
  const { runtime, server } = await serve(
    '0.34.4',
    holding('pico:latest', () => held),
  )
  await collect(runtime, ask('pico'))
  await expect.poll(() => server.asked.filter(({ path }) => path === '/api/ps')).toHaveLength(2)
  held = 512
  await runtime.models()

  const events = await collect(runtime, ask('pico'))

  expect(warningsOf(events)).toMatchObject([{ detail: { loaded: 512, requested: 1_024 } }])
})

test('C02: a model with its own window is asked without a warning, and without a question', async () => {
  const { runtime, server } = await serve(
    '0.34.4',
    holding('tuned:latest', () => 512),
  )
  await collect(runtime, ask('tuned'))
  server.newPaths()

  const events = await collect(runtime, ask('tuned'))

  expect(warningsOf(events)).toEqual([])
  expect(server.newPaths()).toEqual(['/api/chat'])
})

test('C02: models of the same weights have one place in memory, so that each warns of the other’s window', async () => {
  // Ollama names what is in memory by the model that came first.
  const { runtime } = await serve(
    '0.34.4',
    holding('pico:latest', () => 512),
  )
  await runtime.models()
  await collect(runtime, ask('tuned'))

  const events = await collect(runtime, ask('pico'))

  expect(warningsOf(events)).toMatchObject([{ detail: { model: 'pico:latest', loaded: 512, requested: null } }])
})

test('C02: a chat that was sent counts before its answer begins', async () => {
  const answers: ServerResponse[] = []
  const { runtime } = await serve('0.34.4', (path, reply, body, request) => {
    if (path !== '/api/chat' || answers.length > 0)
      return holding('tuned:latest', () => 256)(path, reply, body, request)
    answers.push(reply)
    return true
  })
  const first = runtime.chat(ask('tuned', { context_length: 256 }))[Symbol.asyncIterator]()
  await first.next()
  await expect.poll(() => answers).toHaveLength(1)

  const events = await collect(runtime, ask('tuned'))
  await first.return?.()

  expect(warningsOf(events)).toMatchObject([{ detail: { loaded: 256, requested: 512 } }])
})

test('T09: a window that was learnt is forgotten once the model left the memory', async () => {
  let held: number | null = 1_024
  const { runtime } = await serve('0.34.4', (...args) =>
    held === null ? nothingLoaded(...args) : holding('pico:latest', () => held ?? 0)(...args),
  )
  await collect(runtime, ask('pico'))
  await expect.poll(async () => (await runtime.parameters('pico')).reported['context_length']).toBe(1_024)
  held = null

  expect((await runtime.parameters('pico')).reported).not.toHaveProperty('context_length')
})

test('T09: a model that reads images has the least window of such, whatever its Modelfile asks for', async () => {
  const show = recorded('0.34.4', 'show-tuned.json').toString()
  const seeing = show
    .replace(/"capabilities":\[[^\]]*\]/, '"capabilities":["completion","vision"]')
    .replace('"llama.context_length":1024', '"llama.context_length":8192')
  const { runtime } = await serve('0.34.4', (path, reply, ...rest) => {
    if (path !== '/api/show') return nothingLoaded(path, reply, ...rest)
    reply.end(seeing)
    return true
  })

  expect((await runtime.parameters('tuned')).reported).toMatchObject({ context_length: 2_048 })
})

test('C02: a server that does not say what is in memory is asked all the same', async () => {
  let isSilent = false
  const { runtime } = await serve('0.34.4', (path) => isSilent && path === '/api/ps')
  await collect(runtime, ask('tuned'))
  isSilent = true

  const events = await collect(runtime, ask('tuned', { context_length: 256 }))

  expect(events.at(-1)?.type).toBe('finish')
})

test('T09: the reported window is what a chat gets that asks for none, not what the model is in memory with', async () => {
  const { runtime } = await serve('0.34.4', orders(holding('tuned:latest', () => 256)))
  await runtime.load?.('tuned', { generation_params: { context_length: 256 } })

  expect((await runtime.parameters('tuned')).reported).toMatchObject({ context_length: 512 })
})

test('T09: a window that we asked for is not reported as the server’s own', async () => {
  const { runtime } = await serve('0.34.4', orders(holding('pico:latest', () => 512)))
  await runtime.load?.('pico', { generation_params: { context_length: 512 } })

  expect((await runtime.parameters('pico')).reported).not.toHaveProperty('context_length')
})

test('T09: a window that another client may have asked for is not reported as what a chat gets', async () => {
  const { runtime } = await serve(
    '0.34.4',
    holding('pico:latest', () => 512),
  )

  expect((await runtime.parameters('pico')).reported).not.toHaveProperty('context_length')
})

test('C02: what nobody could say before is said as soon as it is seen: that the model was loaded anew', async () => {
  let held = 512
  const { runtime } = await serve('0.34.4', (path, reply, ...rest) => {
    if (path !== '/api/chat') return holding('pico:latest', () => held)(path, reply, ...rest)
    held = 1_024
    void sayUntil(reply, () => isWarned)
    return true
  })
  let isWarned = false
  const warnings: ChatEvent[] = []

  for await (const event of runtime.chat(ask('pico'))) {
    if (event.type === 'warning') warnings.push(event)
    isWarned ||= event.type === 'warning'
  }

  expect(warnings).toEqual([
    { type: 'warning', code: 'runtime.reload', detail: { model: 'pico:latest', loaded: 512, requested: 1_024 } },
  ])
})

test('T09: the window of a slow server is learnt as well, while the answer runs', async () => {
  const isLearnt = async (): Promise<boolean> => {
    const { reported } = await runtime.parameters('pico')
    return reported['context_length'] === 1_024
  }
  const { runtime } = await serve('0.34.4', (path, reply, ...rest) => {
    const say = (): boolean => holding('pico:latest', () => 1_024)(path, reply, ...rest)
    // Longer than it takes another client's chat to load a tiny model anew.
    if (path === '/api/ps') setTimeout(say, 150)
    else if (path === '/api/chat') void sayUntil(reply, isLearnt)
    else return say()
    return true
  })

  const events = await collect(runtime, ask('pico'))

  expect(events.at(-1)?.type).toBe('finish')
  expect(await isLearnt()).toBe(true)
})

test('C08: a conversation that outgrew its window is told also after the model was loaded by us', async () => {
  const answer = recorded('0.34.4', 'answer.ndjson').toString().replace('"eval_count":7', '"eval_count":2560')
  const served = orders((path, reply, ...rest) => {
    if (path !== '/api/chat') return holding('pico:latest', () => 256)(path, reply, ...rest)
    reply.setHeader('content-type', 'application/x-ndjson').end(answer)
    return true
  })
  const { runtime } = await serve('0.34.4', served)
  await runtime.load('pico')
  await expect.poll(async () => (await runtime.parameters('pico')).reported['context_length']).toBe(256)

  const events = await collect(runtime, ask('pico'))

  expect(warningsOf(events)).toMatchObject([{ code: 'chat.prompt_cut', detail: { context_tokens: 256 } }])
})

test('C02: what was seen in memory half a minute ago is worth asking again', () => {
  let now = 0
  const windows = createWindows(() => now)
  const model = { model: { name: 'pico:latest', digest: 'd' }, evidence: undefined }
  windows.seen([{ name: 'pico:latest', digest: 'd', context_length: 1_024 }])
  const isWorth = windows.mayChange(model)

  now = 30_000
  const isWorthLater = windows.mayChange(model)
  windows.seen(undefined)

  expect([isWorth, isWorthLater, windows.mayChange(model)]).toEqual([false, true, false])
})

test('C08: a conversation that outgrew its window is a warning before the end, as its beginning was dropped', async () => {
  const answer = recorded('0.34.4', 'answer.ndjson').toString().replace('"eval_count":7', '"eval_count":2560')
  const { runtime } = await serve('0.34.4', (path, reply, body) => {
    if (path !== '/api/chat') return nothingLoaded(path, reply, body, reply.req)
    reply.setHeader('content-type', 'application/x-ndjson').end(answer)
    return true
  })

  const cut = await collect(runtime, ask('pico', { context_length: 300 }))
  const whole = await collect(runtime, ask('pico', { context_length: 1_024, max_tokens: 2_600 }))

  expect(warningsOf(cut)).toEqual([
    { type: 'warning', code: 'chat.prompt_cut', detail: { context_tokens: 512, used: 2_576 } },
  ])
  expect(cut.at(-1)?.type).toBe('finish')
  expect(warningsOf(whole)).toMatchObject([{ detail: { context_tokens: 1_024, used: 2_576 } }])
})

test('T09: what is in memory long after a load may be another client’s window, and is not reported', async () => {
  let questions = 0
  const { runtime, server } = await serve(
    '0.34.4',
    orders((path, reply, ...rest) => {
      if (path !== '/api/ps' || questions++ === 0) return nothingLoaded(path, reply, ...rest)
      setTimeout(() => holding('pico:latest', () => 300)(path, reply, ...rest), 150)
      return true
    }),
  )
  await runtime.load('pico')
  await expect.poll(() => server.asked.filter(({ path }) => path === '/api/ps')).toHaveLength(2)

  const { reported } = await runtime.parameters('pico')

  expect(reported).not.toHaveProperty('context_length')
})

test('C02: a server that no longer says what is in memory leaves nothing known of it', () => {
  const windows = createWindows()
  const model = { model: { name: 'pico:latest', digest: 'd' }, evidence: undefined }
  windows.seen([{ name: 'pico:latest', digest: 'd', context_length: 1_024 }])
  const before = windows.change(model, 512)

  windows.seen(undefined)

  expect(before).toEqual({ loaded: 1_024, requested: 512 })
  expect(windows.change(model, 512)).toBeUndefined()
})

/** Begins an answer, and ends it once `isEnough`. */
async function sayUntil(reply: ServerResponse, isEnough: () => boolean | Promise<boolean>): Promise<void> {
  const answer = recorded('0.34.4', 'answer.ndjson')
  const first = answer.indexOf('\n') + 1
  reply.setHeader('content-type', 'application/x-ndjson').write(answer.subarray(0, first))
  await expect.poll(isEnough).toBe(true)
  reply.end(answer.subarray(first))
}

/** A server that says it loaded what it was told to, and is `otherwise` as that says. */
function orders(otherwise: Otherwise): Otherwise {
  return (path, reply, body, request) => {
    const isOrder = path === '/api/chat' && JSON.stringify(body).includes('"messages":[]')
    if (isOrder) reply.end(recorded('0.34.4', 'load.json'))
    return isOrder || otherwise(path, reply, body, request)
  }
}

function warningsOf(events: readonly ChatEvent[]): readonly ChatEvent[] {
  return events.filter(({ type }) => type === 'warning')
}
