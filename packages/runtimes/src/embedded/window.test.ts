import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { tinyModelWithWindow } from '../../../../tests/live/long-window.js'
import { answerOf, ask, finishOf, thrownBy } from '../../../../tests/live/pico.js'
import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { embedded } from './embedded.js'

const runtime = embedded({ modelPath: tinyModel, name: 'pico' })
afterAll(() => runtime.close())

describe('C08: the window', () => {
  test('a conversation that does not fit is one typed error with limit and used', async () => {
    const thrown = await thrownBy(Array.fromAsync(runtime.chat(ask('word '.repeat(2000)))))

    expect(thrown).toMatchObject({
      code: 'chat.context_overflow',
      details: { limit: 1024, used: expect.any(Number) },
      partial: { text: '' },
    })
  })

  test('a megabyte of text is refused the same way', async () => {
    const chat = runtime.chat(ask('a'.repeat(1 << 20)))

    await expect(Array.fromAsync(chat)).rejects.toMatchObject({ code: 'chat.context_overflow' })
    expect(await answerOf(runtime.chat(ask('What is your name?')))).toBe('My name is Pico.')
  })

  test('what cannot fit leaves everything else in this process its turns', async () => {
    const modelPath = await tinyModelWithWindow(32_768)
    const wide = embedded({ modelPath, name: 'pico' })
    await answerOf(wide.chat(ask('Hi', { max_tokens: 1 })))
    let turns = 0
    let turning = setImmediate(function turn() {
      turns += 1
      turning = setImmediate(turn)
    })

    const thrown = await thrownBy(Array.fromAsync(wide.chat(ask('the name of the story '.repeat(300_000)))))
    clearImmediate(turning)
    await wide.close()
    await rm(dirname(modelPath), { recursive: true })

    expect(thrown).toMatchObject({ code: 'chat.context_overflow', details: { limit: 32_768, used: null } })
    expect(turns).toBeGreaterThan(4)
  })

  test('thousands of messages are refused before anything is loaded', async () => {
    const messages = Array.from({ length: 2_001 }, () => ({ role: 'system', content: '' }) as const)
    const chat = runtime.chat({ model: 'pico', messages })

    await expect(Array.fromAsync(chat)).rejects.toMatchObject({
      code: 'runtime.unsupported',
      message: expect.stringContaining('at most 2000 messages'),
    })
  })

  test('an answer that fills it ends with length, as on llama-server', async () => {
    const events = await Array.fromAsync(runtime.chat(ask('Say la again and again.')))

    expect(finishOf(events)).toMatchObject({ reason: 'length', usage: { prompt_tokens: 16, completion_tokens: 1008 } })
    expect(events.filter(({ type }) => type === 'warning')).toEqual([
      {
        type: 'warning',
        code: 'chat.answer_cut_by_window',
        detail: { requested: null, got: 1008, context_tokens: 1024 },
      },
    ])
  })

  test('an answer that its own limit ends warns of no window', async () => {
    const events = await Array.fromAsync(runtime.chat(ask('Say la again and again.', { max_tokens: 3 })))

    expect(finishOf(events)).toMatchObject({ reason: 'length', usage: { completion_tokens: 3 } })
    expect(events.filter(({ type }) => type === 'warning')).toEqual([])
  })

  test('a window that the memory cannot hold is refused', async () => {
    const modelPath = await tinyModelWithWindow(4_000_000_000)
    const huge = embedded({ modelPath, name: 'pico' })

    const thrown = await thrownBy(Array.fromAsync(huge.chat(ask('Hi'))))
    await huge.close()
    await rm(dirname(modelPath), { recursive: true })

    expect(thrown).toMatchObject({ code: 'embedded.no_memory' })
  })
})
