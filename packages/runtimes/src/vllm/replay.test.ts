import { readFileSync } from 'node:fs'

import type { ChatEvent } from '@venom/core'
import { cutBytes, httpServer } from '@venom/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { everyByte, isPrefix, type Read, readPieces, same, textOf } from '../__fixtures__/replay.js'
import { readAnswer } from './chunk.js'
import { vllm } from './vllm.js'

const wholeReplies = [
  'answer',
  'length',
  'stop',
  'unicode',
  'bare-stream',
  'tool-call',
  'reasoning',
  'stalled',
  'cut-by-window',
]
const failedReplies = ['abort', 'error-mid-stream']

describe.each([...wholeReplies, ...failedReplies])('the recorded reply %s', (name) => {
  const bytes = recorded(`${name}.sse`)
  const whole = read([bytes])

  test('C06: split in two at every byte it gives the same events', () => {
    const different = everyByte(bytes).filter((at) => !same(read([bytes.subarray(0, at), bytes.subarray(at)]), whole))

    expect(whole.events.length).toBeGreaterThan(3)
    expect(different).toEqual([])
  })

  test('C06: cut off at every byte it gives a prefix of the events and one truncation, unless its error was there', () => {
    const different = everyByte(bytes).filter((at) => {
      const cut = read([bytes.subarray(0, at)])
      const isKnownFailure = failedReplies.includes(name) && cut.code === whole.code
      return (cut.code !== 'runtime.stream_truncated' && !isKnownFailure) || !isPrefix(cut.events, whole.events)
    })

    expect(different).toEqual([])
  })

  test('C06: in any pieces it gives the same events', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (places) => {
        expect(read(cutBytes(bytes, places))).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })
})

test('C06: every reply but the failed ones ends well, and only after its terminator', () => {
  expect(wholeReplies.map((name) => read([recorded(`${name}.sse`)]).code)).toEqual(wholeReplies.map(() => null))
})

test('C06: what the server broke off is a failure with its text, although the stream ends as it should', () => {
  const [abort, dead] = failedReplies.map((name) => read([recorded(`${name}.sse`)]))

  expect([abort?.code, dead?.code]).toEqual(['runtime.failed', 'runtime.failed'])
  expect(textOf(abort?.events ?? [])).toMatch(/^la la la/)
  expect(textOf(dead?.events ?? [])).toMatch(/^la la la/)
})

test('C06: a stream that says nothing but its end is a truncation', () => {
  expect(read([Buffer.from('data: [DONE]\n\n')])).toEqual({ events: [], code: 'runtime.stream_truncated' })
})

test('C02: reasoning and tool calls are read as they come', () => {
  const reasoning = read([recorded('reasoning.sse')]).events.map(({ type }) => type)
  const call = read([recorded('tool-call.sse')]).events

  expect(reasoning).toContain('reasoning-delta')
  expect(reasoning.lastIndexOf('reasoning-delta')).toBeLessThan(reasoning.indexOf('text-delta'))
  expect(call.find(({ type }) => type === 'tool-call')).toMatchObject({
    name: 'get_weather',
    arguments: { city: 'Krakow' },
  })
  expect(call.at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' })
})

test('C03: the role is no token, tokens are counted, and the server’s own times are told', () => {
  const { events } = read([recorded('answer.sse')], (event) => event)

  expect(events[0]).toEqual({ type: 'text-delta', text: '7' })
  expect(events.at(-1)).toMatchObject({
    type: 'finish',
    reason: 'stop',
    usage: { prompt_tokens: 16, completion_tokens: 7, cached_tokens: 0 },
    timings: { queue: expect.any(Number), prefill: expect.any(Number), decode: expect.any(Number) },
  })
})

test('C08: an answer that the window cut short of what was asked says so before its end', () => {
  const { events } = read([recorded('cut-by-window.sse')])
  const [warning, finish] = events.slice(-2)

  expect(warning).toEqual({
    type: 'warning',
    code: 'chat.answer_cut_by_window',
    detail: { requested: 64, got: 48, context_tokens: 64 },
  })
  expect(finish).toMatchObject({ type: 'finish', reason: 'length', usage: { completion_tokens: 48 } })
})

test('C08: an answer that was asked to be short gives no warning, and one that the server made short does', () => {
  const warnings = (requested: number): readonly unknown[] =>
    read([recorded('length.sse')], undefined, requested).events.filter(({ type }) => type === 'warning')

  expect(warnings(8)).toEqual([])
  expect(warnings(9)).toMatchObject([{ code: 'chat.answer_cut_by_server', detail: { requested: 9, got: 8 } }])
})

test('C06: an end for a reason that OpenAI does not know is one all the same', () => {
  const events = read([Buffer.from(recorded('answer.sse').toString().replace('"stop"', '"repetition"'))]).events
  expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'other' })
})

test('C06: the adapter reads a recorded reply from a real server in any pieces', async () => {
  const reply = recorded('unicode.sse')
  const text = 'zażółć gęślą jaźń 🦊 \r\n東京'

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (places) => {
      await using server = await replayServer(cutBytes(reply, places))
      const runtime = vllm({ url: server.url })

      let answer = ''
      for await (const event of runtime.chat({ model: 'pico', messages: [] }))
        if (event.type === 'text-delta') answer += event.text
      await runtime.close()

      expect(answer).toBe(text)
    }),
    { numRuns: 10 },
  )
})

test.each([
  { name: 'overflow', status: 400, code: 'chat.context_overflow', details: { limit: 64, used: 65 } },
  {
    name: 'overflow-by-characters',
    status: 400,
    code: 'chat.context_overflow',
    details: { limit: 64, used: 65 },
  },
  { name: 'too-long', status: 400, code: 'runtime.rejected', details: { param: 'max_completion_tokens' } },
  { name: 'bad-value', status: 400, code: 'runtime.rejected', details: { param: 'top_p' } },
  { name: 'bad-type', status: 400, code: 'runtime.rejected', details: { param: 'body.temperature' } },
  { name: 'too-many-stops', status: 400, code: 'runtime.rejected', details: { param: 'body.stop' } },
  { name: 'no-tools', status: 400, code: 'runtime.unsupported', details: {} },
  { name: 'unknown-model', status: 404, code: 'model.unknown', details: {} },
  { name: 'unauthorized', status: 401, code: 'runtime.unauthorized', details: {} },
  { name: 'no-route', status: 404, code: 'runtime.foreign', details: {} },
  { name: 'busy', status: 503, code: 'runtime.busy', details: {} },
])('C06: the recorded refusal $name is $code', async ({ name, status, code, details }) => {
  await using server = await replayServer([recorded(`${name}.json`)], status)
  const runtime = vllm({ url: server.url })

  const thrown = await Array.fromAsync(runtime.chat({ model: 'pico', messages: [] })).catch((error: unknown) => error)
  await runtime.close()

  expect(thrown).toMatchObject({ code, details, partial: { text: '' } })
})

function recorded(file: string): Buffer {
  return readFileSync(new URL(`../__fixtures__/vllm/${file}`, import.meta.url))
}

function read(pieces: readonly Uint8Array[], keep?: (event: ChatEvent) => ChatEvent, requested = 64): Read {
  return readPieces(
    (sink) => readAnswer(sink, { server: 'http://recorded', requested, contextTokens: 64 }),
    pieces,
    keep,
  )
}

/** Answers every chat with these pieces, and says of itself what the recorded server said. */
function replayServer(pieces: readonly Uint8Array[], status = 200) {
  const own: Readonly<Record<string, string>> = {
    '/version': 'version.json',
    '/v1/models': 'models.json',
    '/health': 'health.txt',
    '/metrics': 'metrics.txt',
  }
  return httpServer(async (request, reply) => {
    const file = own[request.url ?? '']
    if (file !== undefined) return void reply.end(recorded(file))
    if (request.method === 'GET') return void reply.writeHead(405).end('{"detail":"Method Not Allowed"}')
    reply.writeHead(status, { 'content-type': status === 200 ? 'text/event-stream' : 'application/json' })
    for (const piece of pieces) {
      reply.write(piece)
      await new Promise(setImmediate)
    }
    reply.end()
  })
}
