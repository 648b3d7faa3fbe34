import { readFileSync } from 'node:fs'

import type { Values } from '@venom/core'
import { cutBytes, httpServer } from '@venom/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { everyByte, isPrefix, type Read, readPieces, same } from '../__fixtures__/replay.js'
import { readAnswer } from './chunk.js'
import { llamaCpp } from './llama-cpp.js'

const wholeReplies = ['answer', 'length', 'stop', 'unicode', 'bare-stream', 'tool-call', 'reasoning', 'cut-by-window']

describe.each([...wholeReplies, 'error-mid-stream'])('the recorded reply %s', (name) => {
  const bytes = recorded(`${name}.sse`)
  const whole = read([bytes])

  test('C06: split in two at every byte it gives the same events', () => {
    const different = everyByte(bytes).filter((at) => !same(read([bytes.subarray(0, at), bytes.subarray(at)]), whole))

    expect(whole.events.length).toBeGreaterThan(3)
    expect(different).toEqual([])
  })

  test('C06: cut off at every byte it gives a prefix of the events and one truncation', () => {
    const different = everyByte(bytes).filter((at) => {
      const cut = read([bytes.subarray(0, at)])
      return cut.code !== 'runtime.stream_truncated' || !isPrefix(cut.events, whole.events)
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

test('C06: every reply but the failed one ends well, and only after its terminator', () => {
  expect(wholeReplies.map((name) => read([recorded(`${name}.sse`)]).code)).toEqual(wholeReplies.map(() => null))
  expect(read([recorded('error-mid-stream.sse')]).code).toBe('runtime.failed')
})

test('C02: reasoning and tool calls are read as they come', () => {
  const reasoning = read([recorded('reasoning.sse')]).events.map(({ type }) => type)
  const call = read([recorded('tool-call.sse')]).events

  expect(reasoning.lastIndexOf('reasoning-delta')).toBeLessThan(reasoning.indexOf('text-delta'))
  expect(call.find(({ type }) => type === 'tool-call')).toMatchObject({
    name: 'get_weather',
    arguments: { city: 'Krakow' },
  })
  expect(call.at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' })
})

test('C08: an answer that the window cut short says so before its end', () => {
  const { events } = read([recorded('cut-by-window.sse')])
  const [warning, finish] = events.slice(-2)

  expect(warning).toEqual({
    type: 'warning',
    code: 'chat.answer_cut_by_window',
    detail: { requested: 64, got: 12, context_tokens: 256 },
  })
  expect(finish).toMatchObject({ type: 'finish', reason: 'length', usage: { completion_tokens: 12 } })
})

test('C08: an answer that was asked to be short gives no warning, and one that the server made short does', () => {
  const warnings = (requested: number): readonly unknown[] =>
    read([recorded('length.sse')], requested).events.filter(({ type }) => type === 'warning')

  expect(warnings(8)).toEqual([])
  expect(warnings(9)).toMatchObject([{ code: 'chat.answer_cut_by_server', detail: { requested: 9, got: 8 } }])
})

test('C08: what was cut is told of the window and the limit that the server says it has', async () => {
  const window = (text: string): string => text.replace('"n_ctx":1024', '"n_ctx":256')
  const limited = (text: string): string => window(text).replace(/"max_tokens":-1/, '"max_tokens":12')

  expect(await warningsOf(window)).toEqual([{ requested: null, got: 12, context_tokens: 256 }])
  expect(await warningsOf(window, { max_tokens: 64 })).toEqual([{ requested: 64, got: 12, context_tokens: 256 }])
  expect(await warningsOf(limited)).toEqual([])
  expect(await warningsOf((text) => text)).toEqual([])
})

async function warningsOf(own: (text: string) => string, generation_params: Values = {}): Promise<readonly unknown[]> {
  await using server = await replayServer([recorded('cut-by-window.sse')], 200, own)
  const runtime = llamaCpp({ url: server.url })
  const events = await Array.fromAsync(runtime.chat({ model: 'pico', messages: [], generation_params }))
  await runtime.close()
  return events.flatMap((event) => (event.type === 'warning' ? [event.detail] : []))
}

test('C06: the adapter reads a recorded reply from a real server in any pieces', async () => {
  const reply = recorded('unicode.sse')
  const text = 'zażółć gęślą jaźń 🦊 \r\n東京'

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (places) => {
      await using server = await replayServer(cutBytes(reply, places))
      const runtime = llamaCpp({ url: server.url })

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
  { name: 'overflow', status: 400, code: 'chat.context_overflow', details: { limit: 1024, used: 3011 } },
  { name: 'bad-value', status: 400, code: 'runtime.rejected', details: {} },
  { name: 'bad-type', status: 400, code: 'runtime.rejected', details: {} },
  { name: 'unauthorized', status: 401, code: 'runtime.unauthorized', details: {} },
  { name: 'loading', status: 503, code: 'runtime.starting', details: {} },
])('C06: the recorded refusal $name is $code', async ({ name, status, code, details }) => {
  await using server = await replayServer([recorded(`${name}.json`)], status)
  const runtime = llamaCpp({ url: server.url })

  const thrown = await Array.fromAsync(runtime.chat({ model: 'pico', messages: [] })).catch((error: unknown) => error)
  await runtime.close()

  expect(thrown).toMatchObject({ code, details, partial: { text: '' } })
})

function recorded(file: string): Buffer {
  return readFileSync(new URL(`../__fixtures__/llama-cpp/${file}`, import.meta.url))
}

function read(pieces: readonly Uint8Array[], requested = 64): Read {
  const asked = { server: 'http://recorded', model: 'pico', requested, contextTokens: 256 }
  return readPieces((sink) => readAnswer(sink, asked), pieces)
}

/** Answers every chat with these pieces, and says of itself what the recorded server said, or what `say` makes of it. */
function replayServer(pieces: readonly Uint8Array[], status = 200, say = (text: string): string => text) {
  const own: Readonly<Record<string, string>> = { '/props': 'props.json', '/v1/models': 'models.json' }
  return httpServer(async (request, reply) => {
    const file = own[request.url ?? '']
    if (file !== undefined)
      return void reply.setHeader('content-type', 'application/json').end(say(recorded(file).toString()))
    reply.writeHead(status, { 'content-type': status === 200 ? 'text/event-stream' : 'application/json' })
    for (const piece of pieces) {
      reply.write(piece)
      await new Promise(setImmediate)
    }
    reply.end()
  })
}
