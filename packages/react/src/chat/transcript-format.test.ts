import { type Answer, capabilities, emptyAnswer, VenomError } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { addTurn, emptyThread } from './thread.js'
import { createEncoder, parseTranscript, type SavedTranscript } from './transcript-format.js'
import type { SendOptions, Turn } from './turn.js'

const some = { requiredKeys: [] }
const count = fc.integer({ min: 0, max: 1_000_000 })
const ms = fc.double({ min: 0.001, max: 1e7, noNaN: true })
const value = fc.oneof(ms, fc.boolean(), fc.string(), fc.array(fc.string(), { maxLength: 3 }))
const name = fc.constantFrom('temperature', 'top_p', 'stop', 'constructor', 'toString')
const json = fc.constantFrom(null, 1, 'x', true, [1, ['a']], { a: { b: [] }, constructor: 1 })

const entry = fc
  .record({
    name,
    wire_name: fc.option(fc.string()),
    requested: value,
    sent: json,
    action: fc.constantFrom('sent', 'clamped', 'emulated', 'dropped'),
    reason: fc.option(fc.string(), { nil: undefined }),
  })
  .map(({ reason, ...rest }) => ({ ...rest, ...(reason !== undefined && { reason }) }))

const error = fc
  .tuple(fc.constantFrom('runtime.failed', 'http.unreachable'), fc.string(), fc.boolean(), json)
  .map(([code, message, retryable, detail]) => new VenomError(code, message, { retryable, details: { detail } }))

const answer: fc.Arbitrary<Answer> = fc
  .record(
    {
      state: fc.constantFrom('waiting', 'writing', 'finished', 'failed', 'cancelled'),
      text: fc.string({ unit: 'binary' }),
      reasoning: fc.string(),
      tool_calls: fc.array(fc.record({ call_id: fc.string(), name: fc.string(), arguments: json }), { maxLength: 2 }),
      usage: fc.record({ prompt_tokens: count, completion_tokens: count, cached_tokens: count }, some),
      timings: fc.record({ connected: ms, first_token: ms, queue: ms, prefill: ms, decode: ms, total: ms }, some),
      warnings: fc.array(fc.record({ code: fc.string(), detail: json }), { maxLength: 2 }),
      model: fc.string(),
      translation: fc.record({
        server: fc.record({
          kind: fc.string(),
          version: fc.option(fc.string()),
          capabilities: fc.subarray([...capabilities]),
        }),
        entries: fc.array(entry, { maxLength: 3 }),
      }),
      progress: fc.record(
        {
          type: fc.constant('progress' as const),
          phase: fc.constantFrom('queue', 'prefill', 'first_token'),
          at_ms: ms,
          done: count,
          total: count,
        },
        { requiredKeys: ['type', 'phase', 'at_ms'] },
      ),
      reason: fc.constantFrom('stop', 'length'),
      error,
    },
    { requiredKeys: ['state', 'text', 'reasoning', 'tool_calls', 'usage', 'timings', 'warnings'] },
  )
  .map((made) => ({ ...made }))

const options: fc.Arbitrary<SendOptions> = fc.record(
  { model: fc.string(), generation_params: fc.dictionary(name, value) },
  { requiredKeys: ['model'] },
)

const seen = fc.record({ first: ms, text: ms, last: ms, pieces: count }, { requiredKeys: ['pieces'] })
const task = fc.record({ id: fc.uuid(), seq: count, left: fc.constant(true as const) }, { requiredKeys: ['id', 'seq'] })
const parts = fc.record(
  { content: fc.string(), options, answer, seen, task, back: fc.nat() },
  { requiredKeys: ['content', 'options', 'answer', 'seen', 'back'] },
)

const transcripts: fc.Arbitrary<SavedTranscript> = fc
  .record({
    draft: fc.string(),
    leftOut: count,
    removed: fc.array(fc.string(), { maxLength: 3 }),
    list: fc.array(parts, { maxLength: 8 }),
  })
  .map(({ draft, leftOut, removed, list }) => {
    let thread = emptyThread
    for (const [index, { back, ...turn }] of list.entries()) {
      thread = addTurn(thread, { ...turn, id: index + 1, key: `k${index}`, parent: back % (index + 1) })
    }
    return { thread, removed: new Set(removed), draft, leftOut }
  })

test('C12: a chat that was written is read as it was', () => {
  fc.assert(
    fc.property(transcripts, (saved) => {
      expect(parseTranscript(createEncoder()(saved))).toEqual(saved)
    }),
  )
})

test('C12: a server that can do more than is known here is read without that', () => {
  const server = { kind: 'newer', version: '9', capabilities: ['tools'] } as const
  const answer: Answer = { ...emptyAnswer, translation: { server, entries: [] } }
  const thread = addTurn(emptyThread, {
    id: 1,
    key: 'a',
    parent: 0,
    content: 'Hi',
    options: { model: 'm' },
    answer,
    seen: { pieces: 0 },
  })
  const written = createEncoder()({ thread, removed: new Set(), draft: '', leftOut: 0 })

  const read = parseTranscript(written.replace('["tools"]', '["tools","telepathy"]'))

  expect(read?.thread).toEqual(thread)
})

test('C12: any text and any JSON is read as a chat or refused, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map(claim)), (text) => {
      const read = parseTranscript(text)

      expect(read === null || Array.isArray(read.thread.turns)).toBe(true)
    }),
  )
})

function claim(turns: string): string {
  return `{"format":"venom-chat","version":1,"draft":"","left_out":0,"shown":[],"turns":${turns}}`
}

test('C12: a chat with any one part spoilt is refused or read without it, and never throws', () => {
  const whole = fc.tuple(transcripts, fc.nat(), fc.constantFrom('null', '[]', '-1', '"x"', '{}'))
  fc.assert(
    fc.property(whole, ([saved, at, other]) => {
      const text = createEncoder()(saved)
      const places = [...text.matchAll(/(?<=":)("[^"]*"|\d+|true|\[\]|\{\})/g)]
      const place = places[at % places.length]
      const spoilt = text.slice(0, place?.index) + other + text.slice((place?.index ?? 0) + (place?.[0].length ?? 0))

      expect(() => parseTranscript(spoilt)).not.toThrow()
    }),
  )
})

test('C12: a tree that closes on itself, or leads nowhere, is refused', () => {
  const turn = (id: number, parent: number): unknown => ({
    id,
    parent,
    content: '',
    options: { model: 'm' },
    answer: emptyAnswer,
    seen: { pieces: 0 },
  })

  expect(parseTranscript(claim(JSON.stringify([turn(1, 0), turn(2, 1)])))).not.toBeNull()
  expect(parseTranscript(claim(JSON.stringify([turn(1, 1)])))).toBeNull()
  expect(parseTranscript(claim(JSON.stringify([turn(1, 0), turn(1, 0)])))).toBeNull()
  expect(parseTranscript(claim(JSON.stringify([turn(2, 1)])))).toBeNull()
})

test('C12: JSON that is nested beyond the stack is refused', () => {
  expect(parseTranscript(claim('['.repeat(100_000) + ']'.repeat(100_000)))).toBeNull()
})

test('C12: what does not fit is left out from the beginning and counted', () => {
  let thread = emptyThread
  for (let id = 1; id <= 5; id += 1) thread = addTurn(thread, long(id))
  const encode = createEncoder({ maxTurns: 200, maxLength: 2_500 })

  const text = encode({ thread, removed: new Set(), draft: '', leftOut: 3 })

  const read = parseTranscript(text)
  expect(text.length).toBeLessThan(3_000)
  expect(read?.leftOut).toBe(6)
  expect(read?.thread.turns).toMatchObject([
    { id: 4, parent: 0, versions: [4] },
    { id: 5, parent: 4 },
  ])
})

function long(id: number): Omit<Turn, 'versions'> {
  const answer = { ...emptyAnswer, text: 'x'.repeat(1_000) }
  return { id, key: `${id}`, parent: id - 1, content: 'q', options: { model: 'm' }, answer, seen: { pieces: 1 } }
}
