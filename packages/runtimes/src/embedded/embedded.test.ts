import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

import { type ChatRequest, VenomError } from '@venom/core'
import { afterAll, describe, expect, test } from 'vitest'

import { answerOf, ask, finishOf, textOf, thrownBy } from '../../../../tests/live/pico.js'
import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { embedded, embeddedKind } from './embedded.js'

const runtime = embedded({ modelPath: tinyModel, name: 'pico' })
afterAll(() => runtime.close())

describe('C01: what the embedded model says of itself', () => {
  test('health is ready and names library and llama.cpp', async () => {
    // A busy machine takes longer than the two seconds of one question: it is still starting then.
    await expect.poll(async () => (await runtime.health()).state, { timeout: 15_000 }).toBe('ready')
    const health = await runtime.health()

    expect(health).toMatchObject({ state: 'ready', server: { kind: 'embedded' } })
    expect(health.state === 'ready' && health.server.version).toMatch(/^node-llama-cpp 3\.\d+\.\d+, llama\.cpp v/)
  })

  test('its one model comes with what the header says', async () => {
    expect(await runtime.models()).toEqual([
      {
        id: 'pico',
        architecture: 'llama',
        tokenizer: 'gpt-2',
        context_tokens: 1024,
        size_bytes: 7_411_104,
        loaded: expect.any(Boolean),
      },
    ])
  })

  test('the window is narrowed by contextTokens and never widened', async () => {
    const narrow = embedded({ modelPath: tinyModel, contextTokens: 300 })
    const wide = embedded({ modelPath: tinyModel, contextTokens: 100_000 })

    expect(await narrow.models()).toMatchObject([{ id: 'pico', context_tokens: 300 }])
    expect(await wide.models()).toMatchObject([{ context_tokens: 1024 }])

    await Promise.all([narrow.close(), wide.close()])
  })

  test('a window of no tokens is refused', () => {
    expect(() => embedded({ modelPath: tinyModel, contextTokens: 0 })).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    )
  })

  test('T09: schema and reported values are those of the library', async () => {
    const { schema, reported } = await runtime.parameters('pico')

    expect(schema['temperature']).toMatchObject({ min: 0 })
    expect(schema['max_tokens']).toMatchObject({ min: -1 })
    expect(schema).not.toHaveProperty('mirostat')
    expect(reported).toMatchObject({ temperature: 0, top_k: 40, top_p: 0.95, min_p: 0, repeat_penalty: 1 })
  })

  test('another name is no model here', async () => {
    await expect(runtime.parameters('llama3')).rejects.toMatchObject({ code: 'model.unknown' })
    const chat = runtime.chat({ ...ask('Hi'), model: 'llama3' })
    await expect(Array.fromAsync(chat)).rejects.toMatchObject({ code: 'model.unknown' })
  })

  test('an aborted question gives up', async () => {
    const signal = AbortSignal.abort()

    await expect(runtime.models({ signal })).rejects.toMatchObject({ code: 'runtime.cancelled' })
  })
})

describe('C02: an answer', () => {
  test('has one start first, one finish last, and the greedy text between', async () => {
    const events = await Array.fromAsync(runtime.chat(ask('What is your name?')))

    expect(textOf(events)).toBe('My name is Pico.')
    expect(events[0]).toMatchObject({ type: 'start', model: 'pico', translation: { entries: [] } })
    expect(events.filter(({ type }) => type === 'start')).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'finish')).toHaveLength(1)
    expect(finishOf(events)).toMatchObject({ reason: 'stop', usage: { prompt_tokens: 15, completion_tokens: 6 } })
  })

  test('comes token by token', async () => {
    const events = await Array.fromAsync(runtime.chat(ask('What is your name?')))

    const deltas = events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []))
    expect(deltas).toEqual(['My', ' name', ' is', ' Pico', '.'])
  })

  test('C03: its marks and lengths are measured', async () => {
    const own = embedded({ modelPath: tinyModel, name: 'pico' })

    const events = await Array.fromAsync(own.chat(ask('What is your name?')))
    await own.close()

    const phases = events.flatMap((event) => (event.type === 'progress' ? [event.phase] : []))
    expect(phases).toEqual(['load', 'load', 'prefill', 'prefill', 'first_token', 'first_text'])
    const { timings } = finishOf(events)
    expect(Object.keys(timings).toSorted()).toEqual(['decode', 'first_text', 'first_token', 'load', 'prefill', 'total'])
    expect(timings.load).toBeGreaterThan(0)
    expect(timings.first_token).toBeGreaterThanOrEqual(timings.load ?? Infinity)
    expect(timings.total).toBeGreaterThanOrEqual(timings.first_text ?? Infinity)
  })

  test('takes system messages and earlier turns into account', async () => {
    const messages: ChatRequest['messages'] = [
      { role: 'user', content: 'My name is Ada.' },
      { role: 'assistant', content: 'Nice to meet you, Ada.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is ' },
          { type: 'text', text: 'your name?' },
        ],
      },
    ]

    const events = await Array.fromAsync(runtime.chat({ model: 'pico', messages }))

    expect(textOf(events)).not.toBe('')
    expect(finishOf(events).usage.prompt_tokens).toBeGreaterThan(30)
  })

  test('does not read again what it shares with the conversation before', async () => {
    await Array.fromAsync(runtime.chat(ask('What is your name?')))

    const again = finishOf(await Array.fromAsync(runtime.chat(ask('What is your name?'))))
    const seeded = finishOf(await Array.fromAsync(runtime.chat(ask('What is your name?', { seed: 1 }))))

    expect(again.usage.cached_tokens).toBe(14)
    expect(seeded.usage.cached_tokens).toBe(0)
  })

  test('continues a last message of the assistant', async () => {
    const messages: ChatRequest['messages'] = [
      { role: 'user', content: 'What is your name?' },
      { role: 'assistant', content: 'My name' },
    ]

    expect(await answerOf(runtime.chat({ model: 'pico', messages }))).toBe(' is Pico.')
  })

  test('starts nothing before the first next()', async () => {
    const own = embedded({ modelPath: tinyModel, name: 'pico' })
    const chat = own.chat(ask('What is your name?'))

    expect(await own.models()).toMatchObject([{ loaded: false }])
    await Array.fromAsync(chat)
    expect(await own.models()).toMatchObject([{ loaded: true }])
    await own.close()
  })
})

describe('what it cannot do is refused by name', () => {
  const image = { type: 'image', media_type: 'image/png', data: '' } as const
  const refused: readonly (readonly [string, Partial<ChatRequest>])[] = [
    ['tools', { tools: [{ name: 'now', parameters: {} }] }],
    ['messages.0.role', { messages: [{ role: 'tool', call_id: '1', content: '' }] }],
    ['messages.0.content.0', { messages: [{ role: 'user', content: [image] }] }],
    [
      'messages.0.tool_calls',
      { messages: [{ role: 'assistant', content: '', tool_calls: [{ call_id: '1', name: 'now', arguments: {} }] }] },
    ],
    ['response_format', { response_format: { type: 'json_schema', schema: { type: 'string', pattern: '^a' } } }],
  ]

  test.each(refused)('%s', async (field, part) => {
    const thrown = await thrownBy(Array.fromAsync(runtime.chat({ ...ask('Hi'), ...part })))

    expect(VenomError.is(thrown, 'runtime.unsupported')).toBe(true)
    expect(thrown).toMatchObject({ details: { field } })
  })

  test('no messages at all', async () => {
    const chat = runtime.chat({ model: 'pico', messages: [] })

    await expect(Array.fromAsync(chat)).rejects.toMatchObject({ code: 'request.invalid' })
  })
})

describe('the kind', () => {
  test('opens a file URL', async () => {
    const opened = embeddedKind().open({ id: 'mine', url: pathToFileURL(tinyModel).href })

    expect(opened).toMatchObject({ id: 'mine', kind: 'embedded' })
    expect(await answerOf(opened.chat({ ...ask('What is your name?'), model: 'pico' }))).toBe('My name is Pico.')
    await opened.close()
  })

  test('refuses an address of the network', () => {
    expect(() => embeddedKind().open({ url: 'http://127.0.0.1:8080' })).toThrow(
      expect.objectContaining({ code: 'runtime.bad_url' }),
    )
  })

  test('finds the model it was given, and none without', async () => {
    const [found, ...more] = await embeddedKind({ modelPath: tinyModel }).find()

    expect(found).toMatchObject({ id: 'embedded', kind: 'embedded' })
    expect(more).toEqual([])
    expect(await embeddedKind().find()).toEqual([])
    await found?.close()
  })
})

test('opening and closing again and again leaves no handle behind', async () => {
  const counts: number[] = []
  const cycle = async (): Promise<void> => {
    const own = embedded({ modelPath: tinyModel, name: 'pico' })
    await answerOf(own.chat(ask('What is your name?')))
    await own.close()
    counts.push(openHandles())
  }

  await cycle()
  await cycle()
  await cycle()

  expect(counts[1]).toBeLessThanOrEqual(counts[0] ?? 0)
  expect(counts[2]).toBeLessThanOrEqual(counts[0] ?? 0)
})

function openHandles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : process.getActiveResourcesInfo().length
}
