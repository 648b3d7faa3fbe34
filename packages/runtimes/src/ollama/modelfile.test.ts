import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parseParameters } from './modelfile.js'

test('T09: lines in any order are values, and stops are one list', () => {
  const text = [
    'stop                           "<|im_start|>"',
    'num_ctx                        4096',
    'temperature                    0.7',
    'stop                           "a\\"b\\\\"',
    'use_mmap                       true',
    'num_predict                    1.048576e+06',
    'seed                           -1',
  ]
  const expected = {
    num_ctx: 4096,
    temperature: 0.7,
    use_mmap: true,
    num_predict: 1_048_576,
    seed: -1,
    stop: ['<|im_start|>', 'a"b\\'],
  }

  expect(parseParameters(text.join('\n'))).toEqual(expected)
  expect(parseParameters(text.toSpliced(0, 3, ...text.slice(0, 3).toReversed()).join('\n'))).toEqual({
    ...expected,
    stop: ['<|im_start|>', 'a"b\\'],
  })
})

test('T09: what Go prints in a quoted text is read as it was meant', () => {
  const printed = String.raw`stop                           "\a\b\f\n\r\t\v\x00\x7f\u00a0\U000e0001\"ą🦊\xff"`

  expect(parseParameters(printed)).toEqual({
    stop: ['\u0007\b\f\n\r\t\v\u0000\u007f\u00a0\u{e0001}"ą🦊\u{fffd}'],
  })
})

test('a text that Go prints and we read comes back, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (stops) => {
      const lines = stops.map((stop) => `stop                           ${asGoPrints(stop)}`)
      expect(parseParameters(lines.join('\n'))).toEqual({ stop: stops })
    }),
  )
})

test('what cannot be read is passed over, and nothing at all is no parameter', () => {
  expect(parseParameters('')).toEqual({})
  expect(parseParameters('temperature\nmodel map[a:1]\ntop_k 20\n   \n"\\')).toEqual({ top_k: 20 })
})

test('a line that is made to be slow to read is read at once', () => {
  const spaces = ' '.repeat(500_000)

  expect(parseParameters(`a${spaces}\u2028\n${spaces}\ntop_k${spaces}20`)).toEqual({ top_k: 20 })
})

test('names that JavaScript gives a meaning are plain keys', () => {
  expect(Object.keys(parseParameters('__proto__                      1\nconstructor 2'))).toEqual([
    '__proto__',
    'constructor',
  ])
})

/** Every character beyond printable ASCII is escaped, which is more than Go does and read in the same way. */
function asGoPrints(text: string): string {
  const escaped = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (character === '"' || character === '\\') return `\\${character}`
    if (code >= 0x20 && code < 0x7f) return character
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
  return `"${escaped.join('')}"`
}
