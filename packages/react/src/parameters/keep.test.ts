import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { keep } from './keep.js'

test('what says the same stays the object that was there', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(keep(value, structuredClone(value))).toBe(value)
    }),
  )
})

test('what says something else is the next one', () => {
  const small = fc.jsonValue({ maxDepth: 2 })

  fc.assert(
    fc.property(small, small, (before, next) => {
      fc.pre(!isDeepStrictEqual(before, next))

      expect(keep(before, next)).toBe(next)
    }),
  )
})

test('an absent name is not one without a value, and 0 is not -0', () => {
  const next = { a: 1 }

  expect(keep<object>({ a: 1, b: undefined }, next)).toBe(next)
  expect(keep<object>({ b: undefined }, next)).toBe(next)
  expect(keep([0], [-0])).toEqual([-0])
  expect(keep(undefined, next)).toBe(next)
})
