import { fileURLToPath } from 'node:url'

import {
  type ChatEvent,
  createDirectory,
  createMemoryTuningStorage,
  createMetrics,
  createModelIndex,
  createTuning,
} from '@venom/core'
import { afterAll, describe, expect, test } from 'vitest'

import { embedded } from '../embedded/embedded.js'
import { createTunedChat } from './tuned-chat.js'

const modelPath = fileURLToPath(new URL('../../../../examples/server/model/pico.gguf', import.meta.url))
const runtime = embedded({ modelPath, name: 'pico' })
const directory = createDirectory([runtime])
const index = createModelIndex(directory)
const tuning = createTuning({ directory, storage: createMemoryTuningStorage(), sources: [] })
const metrics = createMetrics()
const chat = createTunedChat({ index, directory, tuning, metrics })
const messages = [{ role: 'user', content: 'Say la again and again.' }] as const

afterAll(() => runtime.close())

async function last(events: AsyncIterable<ChatEvent>): Promise<ChatEvent | undefined> {
  return (await Array.fromAsync(events)).at(-1)
}

describe('tunedChat', () => {
  test('T07: a saved override applies to whoever asks, and the request goes before it', async () => {
    await tuning.save({ runtime: 'embedded', model: 'pico' }, { max_tokens: 4 }, { by: 'test' })

    const overridden = await last(chat({ model: 'pico', messages }))
    const requested = await last(chat({ model: 'embedded/pico', messages, generation_params: { max_tokens: 2 } }))

    expect(overridden).toMatchObject({ reason: 'length', usage: { completion_tokens: 4 } })
    expect(requested).toMatchObject({ reason: 'length', usage: { completion_tokens: 2 } })
  })

  test('a runtime can be named beside the model', async () => {
    const events = chat({ model: 'pico', messages, generation_params: { max_tokens: 2 } }, { runtime: 'embedded' })

    expect(await last(events)).toMatchObject({ type: 'finish' })
    await expect(last(chat({ model: 'pico', messages }, { runtime: 'nope' }))).rejects.toMatchObject({
      code: 'runtime.unknown',
    })
  })

  test('nothing happens before the first event is asked for', () => {
    expect(() => chat({ model: 'nope', messages })).not.toThrow()
  })

  test('C05: an abort in the middle throws, and is counted', async () => {
    const abort = new AbortController()
    const events = chat({ model: 'pico', messages, generation_params: { max_tokens: 900 } }, { signal: abort.signal })

    const reading = (async () => {
      for await (const event of events) if (event.type === 'text-delta') abort.abort()
    })()

    await expect(reading).rejects.toMatchObject({ code: 'runtime.cancelled' })
    expect(metrics.toPrometheus()).toContain('outcome="runtime.cancelled"} 1')
  })
})
