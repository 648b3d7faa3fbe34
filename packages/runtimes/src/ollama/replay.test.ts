import type { ChatEvent } from '@venom/core'
import { cutBytes } from '@venom/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { everyByte, isPrefix, type Read, readPieces, same, textOf } from '../__fixtures__/replay.js'
import { recorded, servedOllama } from '../__fixtures__/served-ollama.js'
import { readAnswer } from './chunk.js'
import { ollama } from './ollama.js'

const versions = ['0.34.4', '0.34.0', '0.24.0']
const wholeReplies = ['answer', 'length', 'stop', 'unicode', 'tool-call', 'thinking']
const newestReplies = ['answer-of-gguf-template', 'length-of-gguf-template']

const whole = [
  ...versions.flatMap((version) => wholeReplies.map((name) => ({ version, name }))),
  ...newestReplies.map((name) => ({ version: '0.34.4', name })),
]
const broken = versions.flatMap((version) => ['repetition', 'killed-runner'].map((name) => ({ version, name })))

describe.each([...whole, ...broken])('the recorded reply $name of $version', ({ version, name }) => {
  const bytes = recorded(version, `${name}.ndjson`)
  const all = read([bytes])

  test('C06: split in two at every byte it gives the same events', () => {
    const different = everyByte(bytes).filter((at) => !same(read([bytes.subarray(0, at), bytes.subarray(at)]), all))

    expect(all.events.length).toBeGreaterThan(2)
    expect(different).toEqual([])
  })

  test('C06: cut off at every byte it gives a prefix of the events and one truncation', () => {
    const different = everyByte(bytes).filter((at) => {
      const cut = read([bytes.subarray(0, at)])
      return cut.code !== 'runtime.stream_truncated' || !isPrefix(cut.events, all.events)
    })

    expect(different).toEqual([])
  })

  test('C06: in any pieces it gives the same events', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        expect(read(cutBytes(bytes, cuts))).toEqual(all)
      }),
      { numRuns: 30 },
    )
  })
})

test('C06: an answer is whole once the line that ends it was read, and not before its line feed', () => {
  const codes = whole.map(({ version, name }) => read([recorded(version, `${name}.ndjson`)]).code)
  const withoutLineFeed = whole.map(
    ({ version, name }) => read([recorded(version, `${name}.ndjson`).subarray(0, -1)]).code,
  )

  expect(codes).toEqual(whole.map(() => null))
  expect(withoutLineFeed).toEqual(whole.map(() => 'runtime.stream_truncated'))
})

test.each([
  { version: '0.34.4', name: 'repetition', code: 'chat.repetition' },
  // The silent end: no word of why, and no last line.
  { version: '0.34.0', name: 'repetition', code: 'runtime.stream_truncated' },
  { version: '0.24.0', name: 'repetition', code: 'runtime.stream_truncated' },
  { version: '0.34.4', name: 'killed-runner', code: 'runtime.failed' },
  { version: '0.34.0', name: 'killed-runner', code: 'runtime.failed' },
  { version: '0.24.0', name: 'killed-runner', code: 'runtime.failed' },
])('C06: the $name of $version ends in $code and keeps its text', async ({ version, name, code }) => {
  await using server = await servedOllama(version, `${name}.ndjson`)
  const runtime = ollama({ url: server.url })

  const heard = await listen(runtime.chat(ask('pico')))
  await runtime.close()

  expect(heard.text).not.toBe('')
  expect(heard.thrown).toMatchObject({ code, partial: { text: heard.text } })
})

test.each(versions)('C02: thoughts, calls and reasons are read as they come from %s', (version) => {
  const thinking = read([recorded(version, 'thinking.ndjson')]).events
  const call = read([recorded(version, 'tool-call.ndjson')]).events
  const kinds = thinking.map(({ type }) => type)

  expect(kinds.lastIndexOf('reasoning-delta')).toBeLessThan(kinds.indexOf('text-delta'))
  expect(textOf(thinking)).toBe('Pico.')
  expect(call.find(({ type }) => type === 'tool-call')).toEqual({
    type: 'tool-call',
    call_id: 'call_recorded',
    name: 'get_weather',
    arguments: { city: 'Krakow' },
  })
  expect(call.at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' })
  expect(read([recorded(version, 'length.ndjson')]).events.at(-1)).toMatchObject({ reason: 'length' })
  expect(read([recorded(version, 'stop.ndjson')]).events.at(-1)).toMatchObject({ reason: 'stop' })
})

test.each([
  { version: '0.34.4', usage: { prompt_tokens: 16, completion_tokens: 7, cached_tokens: 0 } },
  { version: '0.34.0', usage: { prompt_tokens: 16, completion_tokens: 7, cached_tokens: 0 } },
  { version: '0.24.0', usage: { prompt_tokens: 16, completion_tokens: 7 } },
])('C03: tokens and lengths are those that $version counted', ({ version, usage }) => {
  const finish = read([recorded(version, 'answer.ndjson')]).events.at(-1)

  expect(finish).toMatchObject({ type: 'finish', usage })
})

test('C03: the lengths of the phases are in milliseconds and make up the whole, the wait included', () => {
  const line = Buffer.from(
    '{"message":{"content":""},"done":true,"done_reason":"stop","total_duration":90000000,"load_duration":5000000,"prompt_eval_duration":3500000,"eval_duration":50250000}\n',
  )

  expect(timingsOf(line)).toMatchObject({ load: 5, prefill: 3.5, decode: 50.25, queue: 31.25 })
})

test('C03: what a server does not measure is absent, not 0', () => {
  const line = Buffer.from('{"message":{"content":""},"done":true,"done_reason":"stop","eval_duration":2000000}\n')

  expect(Object.keys(timingsOf(line)).toSorted()).toEqual(['decode', 'total'])
})

test('C06: the adapter reads a recorded reply from a real server in any pieces', async () => {
  const reply = recorded('0.34.4', 'unicode.ndjson')

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (places) => {
      await using server = await servedOllama('0.34.4', 'answer.ndjson', (path, answer) => {
        if (path !== '/api/chat') return false
        answer.setHeader('content-type', 'application/x-ndjson')
        for (const piece of cutBytes(reply, places)) answer.write(piece)
        answer.end()
        return true
      })
      const runtime = ollama({ url: server.url })
      const { text } = await listen(runtime.chat(ask('pico')))
      await runtime.close()

      expect(text).toBe('"zażółć gęślą jaźń 🦊 東京"')
    }),
    { numRuns: 10 },
  )
})

test.each([
  {
    version: '0.34.4',
    name: 'overflow',
    status: 400,
    code: 'chat.context_overflow',
    details: { limit: 1024, used: 3011 },
  },
  {
    version: '0.34.4',
    name: 'overflow-of-gguf-template',
    status: 400,
    code: 'chat.context_overflow',
    details: { limit: 1024, used: 3011 },
  },
  {
    version: '0.34.0',
    name: 'overflow',
    status: 400,
    code: 'chat.context_overflow',
    details: { limit: 1024, used: 3011 },
  },
  {
    version: '0.24.0',
    name: 'overflow',
    status: 400,
    code: 'chat.context_overflow',
    details: { limit: 1024, used: null },
  },
  { version: '0.34.4', name: 'bad-type', status: 500, code: 'runtime.rejected', details: {} },
  { version: '0.24.0', name: 'bad-type', status: 500, code: 'runtime.rejected', details: {} },
  { version: '0.34.4', name: 'bad-value', status: 400, code: 'runtime.rejected', details: {} },
  { version: '0.34.4', name: 'no-tools', status: 400, code: 'runtime.unsupported', details: {} },
  { version: '0.24.0', name: 'no-tools', status: 400, code: 'runtime.unsupported', details: {} },
  { version: '0.34.4', name: 'not-found', status: 404, code: 'model.unknown', details: {} },
  { version: '0.24.0', name: 'not-found', status: 404, code: 'model.unknown', details: {} },
  { version: '0.34.4', name: 'busy', status: 503, code: 'runtime.busy', details: {} },
])('C06, C08: the recorded refusal $name of $version is $code', async ({ version, name, status, code, details }) => {
  await using server = await servedOllama(version, `${name}.json`, (path, reply) => {
    if (path === '/api/chat') reply.statusCode = status
    return false
  })
  const runtime = ollama({ url: server.url })

  const { thrown } = await listen(runtime.chat(ask('pico')))
  await runtime.close()

  expect(thrown).toMatchObject({ code, details, partial: { text: '' } })
})

function ask(model: string) {
  return { model, messages: [{ role: 'user', content: 'Hi' }] } as const
}

async function listen(answer: AsyncIterable<ChatEvent>): Promise<{ readonly text: string; readonly thrown: unknown }> {
  const events: ChatEvent[] = []
  try {
    for await (const event of answer) events.push(event)
    return { text: textOf(events), thrown: undefined }
  } catch (thrown) {
    return { text: textOf(events), thrown }
  }
}

function read(pieces: readonly Uint8Array[], keep?: (event: ChatEvent) => ChatEvent): Read {
  return readPieces((sink) => readAnswer(sink, 'http://recorded'), pieces, keep)
}

function timingsOf(line: Uint8Array) {
  const finish = read([line], (event) => event).events.at(-1)
  return finish?.type === 'finish' ? finish.timings : {}
}
