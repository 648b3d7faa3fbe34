import { type ChatRequest, type Json, VenomError, type Values } from '@venom/core'
import { afterAll, describe, expect, test } from 'vitest'

import { answerOf, ask, finishOf, textOf, thrownBy } from '../../../../tests/live/pico.js'
import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { embedded } from './embedded.js'

const runtime = embedded({ modelPath: tinyModel, name: 'pico' })
afterAll(() => runtime.close())

const say = (content: string, params: Values = {}): Promise<string> => answerOf(runtime.chat(ask(content, params)))

describe('T12: parameters change the answer', () => {
  const story = 'Tell me a short story.'
  const wild: Values = { temperature: 1.5, top_k: 0, top_p: 1, max_tokens: 40 }

  test('temperature 0 repeats itself', async () => {
    expect(await say(story, { temperature: 0, max_tokens: 40 })).toBe(
      await say(story, { temperature: 0, max_tokens: 40 }),
    )
  })

  test('a seed repeats an answer, whatever was asked in between, and another seed does not', async () => {
    const first = await say(story, { ...wild, seed: 7 })
    await say('What is your name?')
    await say(`${story} Please.`, { max_tokens: 3 })

    expect(await say(story, { ...wild, seed: 7 })).toBe(first)
    expect(await say(story, { ...wild, seed: 8 })).not.toBe(first)
  })

  test('without a seed, and with seed -1, each answer is its own', async () => {
    const answers = [await say(story, wild), await say(story, wild), await say(story, { ...wild, seed: -1 })]

    expect(new Set(answers).size).toBe(3)
  })

  test('max_tokens cuts, and says so', async () => {
    const events = await Array.fromAsync(runtime.chat(ask('What is your name?', { max_tokens: 2 })))

    expect(textOf(events)).toBe('My name')
    expect(finishOf(events)).toMatchObject({ reason: 'length', usage: { completion_tokens: 2 } })
  })

  test('max_tokens 0 reads the prompt of nobody, -1 goes on to the end', async () => {
    expect(await say('What is your name?', { max_tokens: 0 })).toBe('')
    expect(await say('What is your name?', { max_tokens: -1 })).toBe('My name is Pico.')
  })

  test('stop ends the answer before the text, also where it spans tokens', async () => {
    const events = await Array.fromAsync(runtime.chat(ask('What is your name?', { stop: ['zzz', 'e is P'] })))

    expect(textOf(events)).toBe('My nam')
    expect(finishOf(events).reason).toBe('stop')
  })

  test('the beginning of a stop text that does not come is given out in the end', async () => {
    expect(await say('What is your name?', { stop: ['Pico.!'] })).toBe('My name is Pico.')
  })

  test.each([
    ['top_k 1', { top_k: 1 }],
    ['min_p 1', { top_k: 0, min_p: 1 }],
    ['top_p 0', { top_k: 0, top_p: 0 }],
  ])('%s is greedy at any temperature', async (_, params) => {
    const greedy = await say(story, { temperature: 0, max_tokens: 30 })

    expect(await say(story, { temperature: 2, top_p: 1, max_tokens: 30, ...params })).toBe(greedy)
  })

  test.each([
    ['repeat_penalty', { repeat_penalty: 2 }],
    ['presence_penalty', { presence_penalty: 20 }],
    ['frequency_penalty', { frequency_penalty: 2 }],
    ['dry_multiplier', { dry_multiplier: 5, dry_allowed_length: 1 }],
  ])('%s breaks an endless repetition', async (_, params) => {
    const endless = await say('Say la again and again.', { max_tokens: 40 })

    expect(endless).toMatch(/^(la ?)+$/)
    expect(await say('Say la again and again.', { max_tokens: 40, ...params })).not.toBe(endless)
  })

  test('repeat_last_n 0 switches the penalties off', async () => {
    const endless = await say('Say la again and again.', { max_tokens: 20 })

    expect(await say('Say la again and again.', { max_tokens: 20, repeat_penalty: 2, repeat_last_n: 0 })).toBe(endless)
  })

  test('xtc leaves the likeliest tokens out', async () => {
    const plain: Values = { temperature: 1, seed: 3, max_tokens: 30 }

    expect(await say(story, { ...plain, xtc_probability: 1, xtc_threshold: 0.05 })).not.toBe(await say(story, plain))
  })
})

describe('T13: the report of a translation', () => {
  test('names the option behind each parameter, and what is dropped', async () => {
    const params: Values = { max_tokens: 1, repeat_penalty: 1.2, top_k: -5, typical_p: 0.5 }

    const [start] = await Array.fromAsync(runtime.chat(ask('Hi', params)))

    expect(start?.type === 'start' && start.translation.entries).toMatchObject([
      { name: 'max_tokens', wire_name: 'maxTokens', action: 'sent', sent: 1 },
      { name: 'repeat_penalty', wire_name: 'repeatPenalty.penalty', action: 'sent' },
      { name: 'top_k', wire_name: 'topK', action: 'clamped', sent: 0 },
      { name: 'typical_p', wire_name: null, action: 'dropped' },
    ])
  })

  test('strict refuses what would be dropped before anything is loaded', async () => {
    const own = embedded({ modelPath: tinyModel, name: 'pico' })

    const thrown = await thrownBy(Array.fromAsync(own.chat(ask('Hi', { typical_p: 0.5 }), { strict: true })))

    expect(thrown).toMatchObject({ code: 'runtime.unsupported_parameters' })
    expect(await own.models()).toMatchObject([{ loaded: false }])
    await own.close()
  })

  const refused: readonly (readonly [string, Values])[] = [
    ['top_p', { top_p: 1.5 }],
    ['topK', { top_k: 1.5 }],
    ['temperature', { temperature: 'hot' }],
    ['stop', { stop: [''] }],
    ['seed', { seed: 2 ** 33 }],
  ]

  test.each(refused)('a value that the engine cannot use is rejected: %s', async (name, params) => {
    const thrown = await thrownBy(Array.fromAsync(runtime.chat(ask('Hi', params))))

    expect(VenomError.is(thrown, 'runtime.rejected') && thrown.message).toContain(name)
  })
})

describe('the form of the answer', () => {
  const withFormat = (schema: Json | null): ChatRequest => ({
    ...ask('Give me a person as JSON.', { max_tokens: 200 }),
    response_format: schema === null ? { type: 'json' } : { type: 'json_schema', schema },
  })

  test('json is an object that parses', async () => {
    expect(JSON.parse(await answerOf(runtime.chat(withFormat(null))))).toBeTypeOf('object')
  })

  test('a schema is kept to', async () => {
    const schema = {
      type: 'object',
      properties: { kind: { enum: ['cat', 'dog'] }, tame: { type: 'boolean' } },
      required: ['kind', 'tame'],
      additionalProperties: false,
    }

    const answer: unknown = JSON.parse(await answerOf(runtime.chat(withFormat(schema))))

    expect(answer).toEqual({ kind: expect.stringMatching(/^(cat|dog)$/), tame: expect.any(Boolean) })
  })

  test('a schema that makes no grammar is rejected', async () => {
    const chat = runtime.chat(withFormat({ enum: ['\u0000'] }))

    await expect(Array.fromAsync(chat)).rejects.toMatchObject({ code: 'runtime.rejected' })
  })
})
