import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { StepRange } from './round-to-step.js'
import { fromPosition, toPosition } from './scale.js'

const linear: StepRange = { min: -2, max: 2, step: 0.05 }
const rates: StepRange = { min: 1e-6, max: 0.01, scale: 'log' }
const fromZero: StepRange = { min: 0, max: 4096, step: 1, scale: 'log' }
const ranges = fc.constantFrom(linear, rates, fromZero, { ...linear, scale: 'log' } as const)
const share = fc.double({ min: 0, max: 1, noNaN: true })

test('a place leads to a value in the range and back to the place', () => {
  fc.assert(
    fc.property(share, ranges, (position, range) => {
      const value = fromPosition(position, range)

      expect(value).toBeGreaterThanOrEqual(range.min)
      expect(value).toBeLessThanOrEqual(range.max)
      expect(toPosition(value, range)).toBeCloseTo(position, 9)
    }),
  )
})

test('the ends are exact', () => {
  fc.assert(
    fc.property(ranges, (range) => {
      expect([fromPosition(0, range), fromPosition(1, range)]).toEqual([range.min, range.max])
      expect([toPosition(range.min, range), toPosition(range.max, range)]).toEqual([0, 1])
    }),
  )
})

test('a value beyond an end stands at that end', () => {
  expect([toPosition(-9, linear), toPosition(9, linear)]).toEqual([0, 1])
  expect([toPosition(0, rates), toPosition(9, rates)]).toEqual([0, 1])
})

test('a logarithmic track gives every magnitude the same way', () => {
  expect(toPosition(1e-5, rates)).toBeCloseTo(0.25, 12)
  expect(toPosition(1e-4, rates)).toBeCloseTo(0.5, 12)
})

test('a logarithmic track that begins at 0 has its first step near the start', () => {
  expect(toPosition(1, fromZero)).toBeCloseTo(1 / Math.log2(4097), 12)
})
