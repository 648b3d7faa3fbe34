import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parseNumber } from './parse-number.js'

test.each([
  ['0,7', 0.7],
  ['0.7', 0.7],
  ['1e-3', 0.001],
  ['1E-3', 0.001],
  ['1e−3', 0.001],
  ['1,5e-3', 0.0015],
  ['2e+2', 200],
  ['.5', 0.5],
  [',5', 0.5],
  ['5.', 5],
  ['5,', 5],
  ['-1', -1],
  ['−1', -1],
  ['+1', 1],
  ['-0,05', -0.05],
  [' 12 ', 12],
  ['0,123', 0.123],
  ['1234,567', 1234.567],
  ['131072', 131_072],
])('T10: %j is the same number in English and in Polish', (text, value) => {
  expect(parseNumber(text)).toBe(value)
  expect(parseNumber(text, { tag: 'pl' })).toBe(value)
})

test.each([
  ['131 072', 131_072],
  ['131\u00A0072', 131_072],
  ['131\u202F072', 131_072],
  ['1 234 567,5', 1_234_567.5],
  ['1 234,567', 1234.567],
  ["1'234.5", 1234.5],
  ['1’234’567', 1_234_567],
  ['1,234,567', 1_234_567],
  ['1.234.567', 1_234_567],
  ['1.234,5', 1234.5],
  ['1,234.5', 1234.5],
  ['1,234.567', 1234.567],
])('groups are read: %j is %d', (text, value) => {
  expect(parseNumber(text)).toBe(value)
})

test.each([
  ['en', '1,234'],
  ['en', '-12,345'],
  ['en', '1,234e2'],
  ['de', '1.234'],
])('T10: in %s %j could be a thousandfold of itself and is not read', (tag, text) => {
  expect(parseNumber(text, { tag })).toBeUndefined()
})

test.each([
  ['en', '2,048', 2048],
  ['de', '2.048', 2048],
])('in %s %s is a whole number where only one is meant', (tag, text, value) => {
  expect(parseNumber(text, { tag, isWhole: true })).toBe(value)
})

test.each([
  ['pl', '1,234', 1.234],
  ['pl', '1.234', 1.234],
  ['de', '1,234', 1.234],
  ['en', '1.234', 1.234],
  ['fr', '1,234', 1.234],
])('in %s %s has one reading', (tag, text, value) => {
  expect(parseNumber(text, { tag })).toBe(value)
})

test.each([
  ['4k', 1000, 4000],
  ['4K', 1000, 4000],
  ['4k', 1024, 4096],
  ['8 k', 1024, 8192],
  ['128k', 1024, 131_072],
  ['1,5k', 1024, 1536],
  ['0.5k', 1000, 500],
] as const)('%s with a k of %d is %d', (text, kilo, value) => {
  expect(parseNumber(text, { kilo })).toBe(value)
})

test.each([
  '',
  ' ',
  '-',
  '.',
  ',',
  '-.',
  'e5',
  '1e',
  '1e-',
  '1e1.5',
  'k',
  '--1',
  '1-',
  '1.2.3',
  '1,2,3',
  '12,34,567',
  '1,234,56',
  '0,123,456',
  '1.234,567.8',
  '1 2',
  '13 1072',
  '1 234’567',
  '1 234,567.5',
  '1.5 000',
  '0x10',
  'Infinity',
  'NaN',
  '1e999',
  '10²',
  '70%',
  '0.7 tokens',
  'kk4',
  '4kk',
  '1'.repeat(65),
])('T10: %j is no number, or not yet one', (text) => {
  expect(parseNumber(text)).toBeUndefined()
})

test('what JavaScript writes is read back, whatever the language', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom('en', 'pl', 'fr'),
      (value, tag) => {
        expect(parseNumber(String(value), { tag })).toBe(value + 0)
      },
    ),
  )
})

test('there is no negative zero', () => {
  expect(parseNumber('-0')).toBe(0)
  expect(parseNumber('-0,0')).toBe(0)
})

test('what is read is one of the readings that the signs of the text can have', () => {
  const texts = fc.string({ unit: fc.constantFrom('0', '1', '9', '.', ',', ' ', '-', 'e'), maxLength: 12 })

  fc.assert(
    fc.property(texts, fc.constantFrom('en', 'pl', 'de'), fc.boolean(), (text, tag, isWhole) => {
      const value = parseNumber(text, { tag, isWhole })

      const plain = text.replaceAll(' ', '')
      const readings = [
        plain.replaceAll(/[.,]/g, ''),
        plain.replaceAll(',', ''),
        plain.replaceAll('.', '').replace(',', '.'),
      ]
      expect([undefined, ...readings.map((reading) => Number(reading) + 0)]).toContain(value)
    }),
    { numRuns: 2_000 },
  )
})
