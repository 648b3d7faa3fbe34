import fc from 'fast-check'
import { expect, test } from 'vitest'

import { decimals } from './decimals.js'
import { roundToStep, type StepRange } from './round-to-step.js'

/** Ranges as people write them: short decimals, with ends that need not be a whole number of steps apart. */
const ranges = fc
  .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 300 }))
  .chain(([low, width, size]) =>
    fc.integer({ min: 0, max: 7 }).map((digits): StepRange => {
      const short = (whole: number): number => Number(`${whole}e-${digits}`)
      return { min: short(low), max: short(low + width), step: short(size) }
    }),
  )
const inside = ranges.chain((range) =>
  fc.tuple(fc.double({ min: range.min, max: range.max, noNaN: true }), fc.constant(range)),
)

test('T10: rounding is idempotent and stays in the range', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), ranges, (value, range) => {
      const stop = roundToStep(value, range)

      expect(stop).toBeGreaterThanOrEqual(range.min)
      expect(stop).toBeLessThanOrEqual(range.max)
      expect(roundToStep(stop, range)).toBe(stop)
    }),
  )
})

test('T10: no stop has more decimals than its range', () => {
  fc.assert(
    fc.property(inside, ([value, range]) => {
      const { min, max, step = 0 } = range
      const digits = Math.max(decimals(min), decimals(max), decimals(step))

      expect(decimals(roundToStep(value, range))).toBeLessThanOrEqual(digits)
    }),
  )
})

test('a stop is at most half a step away', () => {
  fc.assert(
    fc.property(inside, ([value, range]) => {
      const { step = 0 } = range

      expect(Math.abs(roundToStep(value, range) - value)).toBeLessThanOrEqual((step / 2) * (1 + 1e-6))
    }),
  )
})

test('a bigger value never has a lower stop', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), ranges, (a, b, range) => {
      const [low, high] = a < b ? [a, b] : [b, a]

      expect(roundToStep(low, range)).toBeLessThanOrEqual(roundToStep(high, range))
    }),
  )
})

test.each([
  [0.1 + 0.2, { min: 0, max: 1, step: 0.1 }, 0.3],
  [0.1 + 0.1, { min: 0, max: 1, step: 0.1 }, 0.2],
  [0.44, { min: 0.25, max: 1, step: 0.1 }, 0.45],
  [0.96, { min: 0, max: 1, step: 0.3 }, 1],
  [0.94, { min: 0, max: 1, step: 0.3 }, 0.9],
  [3.4e-7, { min: 0, max: 1e-6, step: 1e-7 }, 3e-7],
  [1.3, { min: -2, max: 2, step: 0.05 }, 1.3],
  [7, { min: 0, max: 2, step: 0.05 }, 2],
  [Number.NaN, { min: 0, max: 2, step: 0.05 }, 0],
  [Infinity, { min: 0, max: 2, step: 0.05 }, 2],
  [700, { min: 512, max: 131_072, step: 512 }, 512],
])('T10: %d in %j stops at %d', (value, range, stop) => {
  expect(roundToStep(value, range)).toBe(stop)
})

test('stops can be counted from a value that is not the lowest', () => {
  expect(roundToStep(0.43, { min: 0.05, max: 2, step: 0.1, origin: 0 })).toBe(0.4)
})

test('without a step a value keeps two digits', () => {
  const range = { min: 1e-6, max: 0.01, scale: 'log' } as const

  expect(roundToStep(0.000_345_6, range)).toBe(0.000_35)
  expect(roundToStep(0.0061, range)).toBe(0.0061)
  expect(roundToStep(1.2e-6, range)).toBe(1.2e-6)
})
