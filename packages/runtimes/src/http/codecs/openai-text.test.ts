import { type ChatEvent, VenomError } from '@venom/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { encodeError } from './openai-error.js'
import { collectCompletion, createChunkEncoder } from './openai-answer.js'
import { decodeChatCompletion } from './openai-text.js'

const hello = { model: 'pico', messages: [{ role: 'user', content: 'Hi' }] }
const head = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'pico', includeUsage: false }
const server = { kind: 'embedded', version: null, capabilities: [] }
const start: ChatEvent = { type: 'start', model: 'pico', translation: { server, entries: [] } }
const finish: ChatEvent = {
  type: 'finish',
  reason: 'length',
  usage: { prompt_tokens: 3, completion_tokens: 2 },
  timings: { total: 5 },
}

function paramsOf(extra: Readonly<Record<string, unknown>>): unknown {
  const decoded = decodeChatCompletion({ ...hello, ...extra })
  return decoded.ok ? decoded.request.generation_params : decoded.error
}

function parse(chunk: string): unknown {
  return JSON.parse(chunk)
}

describe('decode', () => {
  test('C10: what the caller leaves out stays out, so that saved overrides hold', () => {
    expect(paramsOf({ temperature: null, stop: null, n: 1, stream: false })).toEqual({})
  })

  test('both names of the token limit are understood, the newer one first', () => {
    expect(paramsOf({ max_tokens: 5 })).toEqual({ max_tokens: 5 })
    expect(paramsOf({ max_completion_tokens: 7, max_tokens: 5 })).toEqual({ max_tokens: 7 })
    expect(paramsOf({ max_tokens: '5' })).toMatchObject({ param: 'max_tokens' })
  })

  test('a stop of one text becomes a list of one', () => {
    expect(paramsOf({ stop: 'END' })).toEqual({ stop: ['END'] })
    expect(paramsOf({ stop: ['a', 'b'] })).toEqual({ stop: ['a', 'b'] })
    expect(paramsOf({ stop: [1] })).toMatchObject({ param: 'stop' })
  })

  test('T12: every other field is a generation parameter, ours and those of a manifest', () => {
    expect(paramsOf({ temperature: 0.2, top_k: 1, seed: 7, my_new_one: true })).toEqual({
      temperature: 0.2,
      top_k: 1,
      seed: 7,
      my_new_one: true,
    })
  })

  test('fields that change nothing are ignored', () => {
    const extra = { user: 'u', store: true, metadata: { a: 'b' }, service_tier: 'auto', tools: [], logit_bias: {} }

    expect(paramsOf(extra)).toEqual({})
  })

  test('fields that would change the answer are refused by name', () => {
    expect(paramsOf({ tools: [{ type: 'function' }] })).toMatchObject({ type: 'invalid_request_error', param: 'tools' })
    expect(paramsOf({ n: 2 })).toMatchObject({ param: 'n' })
    expect(paramsOf({ logprobs: true })).toMatchObject({ param: 'logprobs' })
    expect(paramsOf({ response_format: { type: 'json_object' } })).toMatchObject({ param: 'response_format' })
    expect(paramsOf({ something: { nested: 1 } })).toMatchObject({ param: 'something' })
  })

  test('text parts are joined and images are refused by their place', () => {
    const parts = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]
    const joined = decodeChatCompletion({ model: 'pico', messages: [{ role: 'user', content: parts }] })
    const image = decodeChatCompletion({
      model: 'pico',
      messages: [{ role: 'user', content: [{ type: 'image_url' }] }],
    })

    expect(joined).toMatchObject({ request: { messages: [{ role: 'user', content: 'a\nb' }] } })
    expect(image).toMatchObject({ ok: false, error: { param: 'messages.0.content.0' } })
  })

  test('a developer is a system', () => {
    const decoded = decodeChatCompletion({ model: 'pico', messages: [{ role: 'developer', content: 'Be kind.' }] })

    expect(decoded).toMatchObject({ request: { messages: [{ role: 'system', content: 'Be kind.' }] } })
  })

  test('nothing that JSON can say makes it throw', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => typeof decodeChatCompletion(body).ok === 'boolean'))
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (extra) => {
        return typeof decodeChatCompletion({ ...extra, ...hello }).ok === 'boolean'
      }),
    )
  })
})

describe('encode', () => {
  test('C10: the role comes first, then the text, then why it ended', () => {
    const encode = createChunkEncoder(head)

    const chunks = [start, { type: 'text-delta', text: 'Hi "you"\n' } as const, finish].flatMap(encode).map(parse)

    expect(chunks).toMatchObject([
      {
        object: 'chat.completion.chunk',
        choices: [{ delta: { role: 'assistant', content: '' }, finish_reason: null }],
      },
      {
        id: 'chatcmpl-1',
        model: 'pico',
        choices: [{ index: 0, delta: { content: 'Hi "you"\n' }, finish_reason: null }],
      },
      { choices: [{ delta: {}, finish_reason: 'length' }] },
    ])
  })

  test('counts come in a chunk of their own where they were asked for', () => {
    const chunks = [start, finish].flatMap(createChunkEncoder({ ...head, includeUsage: true })).map(parse)

    expect(chunks).toMatchObject([
      { usage: null },
      { usage: null },
      { choices: [], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } },
    ])
  })

  test('any text survives the way out', () => {
    const encode = createChunkEncoder(head)

    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [chunk] = encode({ type: 'text-delta', text })
        expect(parse(chunk ?? '')).toMatchObject({ choices: [{ delta: { content: text } }] })
      }),
    )
  })

  test('a whole answer is one object', async () => {
    async function* events(): AsyncGenerator<ChatEvent> {
      yield start
      yield { type: 'reasoning-delta', text: 'hm' }
      yield { type: 'text-delta', text: 'a' }
      yield { type: 'text-delta', text: 'b' }
      yield finish
    }

    expect(await collectCompletion(head, events())).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'ab', reasoning_content: 'hm' }, finish_reason: 'length' }],
      usage: { total_tokens: 5 },
    })
  })
})

describe('errors', () => {
  test('ours keep their code, and the two that clients know get theirs', () => {
    const busy = encodeError(new VenomError('task.too_many', 'Wait.'))
    const unknown = encodeError(new VenomError('model.unknown', 'No such model.'))

    expect(busy).toMatchObject({
      status: 429,
      retryable: true,
      error: { type: 'rate_limit_error', code: 'task.too_many' },
    })
    expect(unknown).toMatchObject({ status: 404, error: { param: 'model', code: 'model_not_found' } })
  })

  test('the first bad value is named as the parameter', () => {
    const details = { issues: [{ path: 'temperature', code: 'parameter.max', message: 'Too high.' }] }

    const { status, error } = encodeError(new VenomError('tuning.invalid_values', 'Bad values.', { details }))

    expect(status).toBe(400)
    expect(error.param).toBe('temperature')
  })

  test('what is not ours tells nothing of the inside', () => {
    const { status, error } = encodeError(new TypeError('secret at some/inner/file.ts'))

    expect(status).toBe(500)
    expect(error.message).not.toContain('secret')
  })
})
