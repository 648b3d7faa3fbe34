import fc from 'fast-check'
import { expect, test } from 'vitest'

import { numberText, parseNumberOf } from './number-text.js'
import { parseNumber } from './parse-number.js'

test('T10: what a field shows is read back as the same number, with and without a step', () => {
  const numbers = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger())
  const steps = fc.constantFrom(undefined, 1, 0.5, 0.05, 0.001, 1e-7, 512)
  const tags = fc.constantFrom('en', 'pl', 'de', 'fr', 'de-CH', 'ar-EG', 'hi')

  fc.assert(
    fc.property(numbers, tags, steps, (value, tag, step) => {
      expect(parseNumber(numberText(value, tag, step), { tag })).toBe(value === 0 ? 0 : value)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  [0.7, 'en', 0.05, '0.70'],
  [0.7, 'pl', 0.05, '0,70'],
  [0.7, 'pl', undefined, '0,7'],
  [0.123, 'en', 0.05, '0.123'],
  [131_072, 'pl', 1, '131072'],
  [131_072, 'en', 512, '131072'],
  [1e-7, 'pl', undefined, '1e-7'],
  [1.5e-7, 'pl', 0.01, '1,5e-7'],
  [2, 'en', 0.01, '2.00'],
  [-1, 'en', 1, '-1'],
  [0.3, 'en', 1e-7, '0.3000000'],
])('%d in %s with steps of %s is %s', (value, tag, step, text) => {
  expect(numberText(value, tag, step)).toBe(text)
})

test('k is 1024 for whole numbers of tokens, else 1000', () => {
  expect(parseNumberOf({ type: 'int', unit: 'tokens', default: 1 }, '4k')).toBe(4096)
  expect(parseNumberOf({ type: 'int', default: 1 }, '4k')).toBe(4000)
  expect(parseNumberOf({ type: 'float', unit: 'tokens', default: 1 }, '4k')).toBe(4000)
})
