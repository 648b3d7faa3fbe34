import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createLineReader, type LineReader } from './lines.js'

const encoder = new TextEncoder()

test('any two cuts of the same bytes yield the same lines', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line)))
  fc.assert(
    fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.nat(), fc.nat(), (expected, end, first, second) => {
      const bytes = encoder.encode(expected.map((line) => line + end).join(''))
      const [a = 0, b = 0] = [first % (bytes.length + 1), second % (bytes.length + 1)].toSorted((x, y) => x - y)
      expect(readAll(createLineReader(), [bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)])).toEqual(
        expected,
      )
    }),
  )
})

test('the last line counts without an end of its own', () => {
  expect(readAll(createLineReader(), [encoder.encode('a\nb')])).toEqual(['a', 'b'])
})

test('C06: a line over the limit is an error before the rest of it is kept', () => {
  const reader = createLineReader({ maxLength: 10 })
  reader.push(encoder.encode('12345'))
  expect(() => reader.push(encoder.encode('678901'))).toThrow(
    expect.objectContaining({ code: 'runtime.stream_malformed' }),
  )
})

test('C06: a whole line over the limit is an error too', () => {
  expect(() => createLineReader({ maxLength: 3 }).push(encoder.encode('1234\n'))).toThrow(/longer than 3/)
})

test('C06: bytes that are not UTF-8 are an error after the lines before them', () => {
  const reader = createLineReader()
  expect(reader.push(Uint8Array.of(...encoder.encode('a\nb'), 0xff))).toEqual(['a'])
  expect(() => reader.end()).toThrow(/not UTF-8/)
})

function readAll(reader: LineReader, chunks: readonly Uint8Array[]): string[] {
  const lines = chunks.flatMap((chunk) => [...reader.push(chunk)])
  const last = reader.end()
  return last === null ? lines : [...lines, last]
}
