import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createSseReader, type SseFrame } from './sse-read.js'

const encoder = new TextEncoder()

test('any cut of the same bytes yields the same events', () => {
  const bytes = encoder.encode(
    '\u{feff}: hello\n\nid: 7\nevent: note\ndata: zażółć\ndata: 🙂\n\ndata:{"a":1}\r\n\r\ndata: [DONE]\n\n',
  )
  const whole = readAll([bytes])
  fc.assert(
    fc.property(fc.nat(bytes.length), fc.nat(bytes.length), (x, y) => {
      const [a, b] = [Math.min(x, y), Math.max(x, y)]
      expect(readAll([bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)])).toEqual(whole)
    }),
  )
  expect(whole.map(({ data }) => data)).toEqual(['zażółć\n🙂', '{"a":1}', '[DONE]'])
})

test('an event without its blank line is no event', () => {
  expect(readAll([encoder.encode('data: a\n\ndata: b\n')])).toMatchObject([{ data: 'a' }])
})

test('a comment is a sign of life and no event', () => {
  let comments = 0
  const reader = createSseReader({ onFrame: () => undefined, onComment: () => comments++ })

  reader.push(encoder.encode(':\n\n: still here\n\n'))

  expect(comments).toBe(2)
})

test('C06: 16 MB in one line are refused before they are all kept', () => {
  const reader = createSseReader({ onFrame: () => undefined })
  const chunk = encoder.encode('x'.repeat(64 << 10))
  reader.push(encoder.encode('data: '))
  let pushed = 0

  expect(() => {
    while (pushed < 256) {
      reader.push(chunk)
      pushed += 1
    }
  }).toThrow(expect.objectContaining({ code: 'runtime.stream_malformed' }))
  expect(pushed).toBeLessThan(17)
})

test('C06: an event of many short lines is held to the same limit', () => {
  const reader = createSseReader({ onFrame: () => undefined }, { maxLength: 1_000 })
  expect(() => reader.push(encoder.encode('data: 12345\n'.repeat(1_000)))).toThrow(/longer than 1000/)
})

test('C06: 16 MB that arrive at once with their end are refused as well', () => {
  const reader = createSseReader({ onFrame: () => undefined })
  expect(() => reader.push(encoder.encode(`data: ${'x'.repeat(16 << 20)}\n\n`))).toThrow(/longer than/)
})

test('C06: a line that lost its beginning is refused where each line counts, however it is cut', () => {
  const bytes = encoder.encode('data: a\n\nta: b\n\ndata: c\n\n')
  fc.assert(
    fc.property(fc.nat(bytes.length), (at) => {
      const reader = createSseReader({ onFrame: () => undefined }, { refuseForeignLines: true })
      expect(() => {
        reader.push(bytes.subarray(0, at))
        reader.push(bytes.subarray(at))
      }).toThrow(/no part of an event: "ta?/)
    }),
  )
  expect(readAll([bytes]).map(({ data }) => data)).toEqual(['a', 'c'])
})

test('lines that the standard knows are none of the foreign ones, however they are cut', () => {
  const bytes = encoder.encode('\u{feff}data: a\r\n\r\n: note\rdata\nid\nevent: x\nretry: 5\nid: 3\ndata:b\n\n')
  fc.assert(
    fc.property(fc.nat(bytes.length), fc.nat(bytes.length), (x, y) => {
      const reader = createSseReader({ onFrame: () => undefined }, { refuseForeignLines: true })
      const [a, b] = [Math.min(x, y), Math.max(x, y)]
      for (const piece of [bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)]) reader.push(piece)
    }),
  )
  expect(bytes.length).toBeGreaterThan(60)
})

test.each(['damn lost', 'datax: 1', 'error: {"a":1}', '{"a":1}', 'dat', 'a\rdata: 1'])(
  'C06: the line %j is foreign',
  (line) => {
    const reader = createSseReader({ onFrame: () => undefined }, { refuseForeignLines: true })
    expect(() => reader.push(encoder.encode(`data: a\n\n${line}\n`))).toThrow(/no part of an event/)
  },
)

test('C06: events that were whole before the damage are told before it is', () => {
  const seen: string[] = []
  const reader = createSseReader({ onFrame: ({ data }) => seen.push(data) })
  const bytes = Uint8Array.of(...encoder.encode('data: a\n\ndata: b\n\ndata: c'), 0xff, ...encoder.encode('\n\n'))

  expect(() => reader.push(bytes)).toThrow(/not UTF-8/)
  expect(seen).toEqual(['a', 'b'])
})

test('events that come one a read are the same as any others', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', ' ', ':', '\n', '\r', 'd', 'ą', '\\') })
  const events = fc.array(fc.oneof(texts, fc.constant('{"a":1}')), { maxLength: 8 })
  fc.assert(
    fc.property(events, (data) => {
      const frames = data.map((text) => encoder.encode(`data: ${text}\n\n`))
      expect(readAll(frames)).toEqual(readAll([Uint8Array.from(frames.flatMap((frame) => [...frame]))]))
    }),
  )
})

test('C06: damage right after an event that came alone is an error all the same', () => {
  const seen: string[] = []
  const reader = createSseReader({ onFrame: ({ data }) => seen.push(data) })
  reader.push(encoder.encode('data: a\n\n'))

  expect(() => reader.push(Uint8Array.of(...encoder.encode('data: b\n\n'), 0xff, 0x41))).toThrow(/not UTF-8/)
  expect(seen).toEqual(['a', 'b'])
})

function readAll(chunks: readonly Uint8Array[]): SseFrame[] {
  const frames: SseFrame[] = []
  const reader = createSseReader({ onFrame: (frame) => frames.push(frame) })
  for (const chunk of chunks) reader.push(chunk)
  reader.end()
  return frames
}
