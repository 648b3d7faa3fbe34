import type { ChatEvent, ChatRequest, Runtime } from '@venom/core'
import { expect, test } from 'vitest'

import { ollamaVersions as versions } from '../../../../tests/live/ollama.js'
import { answer, ask, serve } from '../../../../tests/live/ollama-chat.js'

const stop = ['<|im_end|>']

test.each(versions)('C02: %s loads a model anew for another window, which is said before', async (version) => {
  const { server, runtime } = await serve({ version })
  await runtime.load('pico')
  const runners = await server.runners()

  const { events } = await answer(runtime, ask('Hello.', { context_length: 512 }))
  const left = await leaveAtWarning(runtime, ask('Hello.', { context_length: 1024 }))

  expect(events[1]).toEqual({
    type: 'warning',
    code: 'runtime.reload',
    detail: { model: 'pico:latest', loaded: 1024, requested: 512 },
  })
  expect(await server.runners()).not.toEqual(runners)
  expect(left).toMatchObject({ loaded: 512, requested: 1024 })
  expect(await runtime.models()).toMatchObject([{ context_tokens: 512 }])
})

test.each(versions)(
  'C02: %s loads a model anew for a chat that takes an asked window back, which is said',
  async (version) => {
    const { server, runtime } = await serve({ version, models: { tuned: { parameters: { num_ctx: 512 } }, pico: {} } })
    await runtime.load('tuned', { generation_params: { context_length: 256 } })
    const runners = await server.runners()
    const tuned = await answer(runtime, ask('Hello.', {}, 'tuned'))
    const runnersAfter = await server.runners()
    const again = await answer(runtime, ask('Hello.', {}, 'tuned'))

    await runtime.load('pico', { generation_params: { context_length: 256 } })
    const pico = await answer(runtime, ask('Hello.'))
    const { reported } = await runtime.parameters('pico')

    expect(warningsOf(tuned.events)).toMatchObject([
      { code: 'runtime.reload', detail: { loaded: 256, requested: 512 } },
    ])
    expect(runnersAfter).not.toEqual(runners)
    expect(warningsOf(again.events)).toEqual([])
    expect(warningsOf(pico.events)).toMatchObject([
      { code: 'runtime.reload', detail: { loaded: 256, requested: null } },
    ])
    expect(reported).toMatchObject({ context_length: 1024 })
  },
)

test.each(versions)(
  'C02, T09: %s loads a model anew after another client, which is said as soon as it is seen',
  async (version) => {
    const { server, runtime } = await serve({ version, models: { pico: { parameters: { stop } } } })
    const { messages } = ask('Hello.')
    const body = JSON.stringify({ model: 'pico', messages, stream: false, options: { num_ctx: 512 } })
    await (await fetch(`${server.url}/api/chat`, { method: 'POST', body })).text()

    const { reported } = await runtime.parameters('pico')
    const { events } = await answer(runtime, endless)
    const { reported: learnt } = await runtime.parameters('pico')

    expect(reported).not.toHaveProperty('context_length')
    expect(warningsOf(events)).toEqual([
      { type: 'warning', code: 'runtime.reload', detail: { model: 'pico:latest', loaded: 512, requested: 1024 } },
    ])
    expect(learnt).toMatchObject({ context_length: 1024 })
  },
)

test.each([
  { version: '0.34.4', env: {} },
  { version: '0.34.4', env: { OLLAMA_GO_TEMPLATE: 'false' } },
  { version: '0.34.0', env: {} },
  { version: '0.24.0', env: {} },
] as const)('C08: a conversation that outgrows its window on $version $env is cut, which is said', async (options) => {
  const { runtime } = await serve(options)
  const list = { type: 'array', items: { type: 'integer', minimum: 10, maximum: 99 }, minItems: 900 }

  const { events } = await answer(runtime, {
    ...ask('Count.', { context_length: 256 }),
    response_format: { type: 'json_schema', schema: list },
  })

  const finish = events.at(-1)
  const { prompt_tokens = 0, completion_tokens = 0 } = finish?.type === 'finish' ? finish.usage : {}
  expect(prompt_tokens + completion_tokens).toBeGreaterThan(256)
  expect(warningsOf(events)).toEqual([
    {
      type: 'warning',
      code: 'chat.prompt_cut',
      detail: { context_tokens: 256, used: prompt_tokens + completion_tokens },
    },
  ])
})

/** Long enough that the server is asked while it runs. */
const endless: ChatRequest = {
  ...ask('Count.', { max_tokens: 500 }),
  response_format: { type: 'json_schema', schema: { type: 'array', items: { type: 'integer' }, minItems: 500 } },
}

async function leaveAtWarning(runtime: Runtime, request: ChatRequest): Promise<unknown> {
  for await (const event of runtime.chat(request)) if (event.type === 'warning') return event.detail
  return null
}

function warningsOf(events: readonly ChatEvent[]): readonly ChatEvent[] {
  return events.filter(({ type }) => type === 'warning')
}
