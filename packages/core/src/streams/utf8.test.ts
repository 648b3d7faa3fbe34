import fc from 'fast-check'
import { expect, test } from 'vitest'

import { VenomError } from '../errors/venom-error.js'
import { createUtf8Reader } from './utf8.js'

const encoder = new TextEncoder()

test('any chunking of the same bytes yields the same text', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 60 })
  fc.assert(
    fc.property(texts, fc.array(fc.nat(8), { maxLength: 80 }), (text, sizes) => {
      expect(readAll(cut(encoder.encode(text), sizes))).toBe(text)
    }),
  )
})

test('a byte order mark in the middle of a stream is text like any other', () => {
  expect(readAll([encoder.encode('a'), encoder.encode('\u{feff}b')])).toBe('a\u{feff}b')
})

test('C06: a byte that no character begins with is an error, not a replacement character', () => {
  expect(() => readAll([Uint8Array.of(0x61, 0xff, 0x62)])).toThrow(
    expect.objectContaining({ code: 'runtime.stream_malformed', details: { offset: 1 } }),
  )
})

test('C06: the text before the damage is not lost, wherever the stream is cut', () => {
  const good = encoder.encode('zażółć gęślą')
  const bytes = Uint8Array.of(...good, 0xff, ...good)
  fc.assert(
    fc.property(fc.array(fc.nat(8), { maxLength: 40 }), (sizes) => {
      const reader = createUtf8Reader()
      const text = cut(bytes, sizes).map((chunk) => reader.push(chunk))
      expect(text.join('')).toBe('zażółć gęślą')
      expect(reader.failure).toMatchObject({ code: 'runtime.stream_malformed', details: { offset: good.length } })
    }),
  )
})

test('C06: an overlong or surrogate sequence is an error wherever it is cut', () => {
  expect(() => readAll([Uint8Array.of(0xed), Uint8Array.of(0xa0, 0x80)])).toThrow(VenomError)
  expect(() => readAll([Uint8Array.of(0xc0, 0xaf)])).toThrow(VenomError)
})

test('C06: a stream that ends within a character is an error', () => {
  expect(() => readAll([encoder.encode('zażółć').subarray(0, 5)])).toThrow(/not UTF-8/)
})

test('arbitrary bytes either decode as the platform decodes them, or throw where it throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), fc.array(fc.nat(4), { maxLength: 24 }), (bytes, sizes) => {
      expect(attempt(() => readAll(cut(bytes, sizes)))).toBe(attempt(() => strict(bytes)))
    }),
  )
})

function strict(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

function attempt(read: () => string): string | null {
  try {
    return read()
  } catch {
    return null
  }
}

function readAll(chunks: readonly Uint8Array[]): string {
  const reader = createUtf8Reader()
  const text = chunks.map((chunk) => reader.push(chunk)).join('')
  if (reader.failure !== null) throw reader.failure
  reader.end()
  return text
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let at = 0
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size))
    at = Math.min(bytes.length, at + size)
  }
  return [...chunks, bytes.subarray(at)]
}
