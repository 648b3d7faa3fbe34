import { cutBytes } from '@venom/core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { JsonObject } from './read-json.js'
import { readNdjson } from './read-ndjson.js'

const encoder = new TextEncoder()
const last = '{"done":true}\n'

test('C06: the same bytes in any pieces are the same objects', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat()), (texts, places) => {
      const objects = texts.map((text) => ({ text }))
      const bytes = encoder.encode(objects.map((object) => `${JSON.stringify(object)}\n`).join('') + last)

      expect(read(cutBytes(bytes, places))).toEqual({ objects: [...objects, { done: true }], code: null })
    }),
  )
})

test('C06: a cut at any byte is a truncation, and gives the lines that were whole', () => {
  const bytes = encoder.encode(`{"text":"zażółć"}\n{"text":"🦊"}\n${last}`)
  const cuts = Array.from({ length: bytes.length }, (_, at) => read([bytes.subarray(0, at)]))

  expect(cuts.filter(({ code }) => code !== 'runtime.stream_truncated')).toEqual([])
  expect(cuts.at(-1)?.objects).toEqual([{ text: 'zażółć' }, { text: '🦊' }])
})

test('C06: a last line without its line feed may be half of one', () => {
  expect(read([encoder.encode(last.trimEnd())])).toEqual({ objects: [], code: 'runtime.stream_truncated' })
})

test('empty lines and carriage returns are no part of the answer', () => {
  expect(read([encoder.encode(`\n{"text":"a"}\r\n\n${last}`)]).objects).toEqual([{ text: 'a' }, { done: true }])
})

test.each(['{"text":\n', 'null\n', '[1]\n', '"text"\n', '{"a":1}{"b":2}\n', '{"text":"\u0000"}\n'])(
  'C06: the line %j is malformed',
  (line) => {
    expect(read([encoder.encode(line)]).code).toBe('runtime.stream_malformed')
  },
)

test('C06: bytes that are no text are malformed, also where they are the last ones', () => {
  const bytes = Uint8Array.of(...encoder.encode('{"text":"a"}\n'), 0xc3, 0x28)

  expect(read([bytes])).toEqual({ objects: [{ text: 'a' }], code: 'runtime.stream_malformed' })
})

test('C06: a line of 2 MB is malformed before it is whole', () => {
  expect(read([encoder.encode('x'.repeat(2 << 20))]).code).toBe('runtime.stream_malformed')
})

test('C06: what comes after the last line is ignored, whatever it is', () => {
  const bytes = Uint8Array.of(...encoder.encode(`${last}rubbish\n`), 0xff)

  expect(read([bytes, encoder.encode('more\n')])).toEqual({ objects: [{ done: true }], code: null })
})

function read(pieces: readonly Uint8Array[]): { readonly objects: readonly JsonObject[]; readonly code: unknown } {
  const objects: JsonObject[] = []
  let isComplete = false
  const reader = readNdjson({
    isComplete: () => isComplete,
    onObject(object) {
      objects.push(object)
      isComplete = object['done'] === true
    },
  })
  try {
    for (const piece of pieces) reader.push(piece)
    reader.end()
    return { objects, code: null }
  } catch (error) {
    return { objects, code: error instanceof Error && 'code' in error ? error.code : error }
  }
}
