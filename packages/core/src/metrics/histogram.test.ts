import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { createHistogram, percentile } from './histogram.js'

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), { minLength: 1 })

function record(limit: number, list: readonly number[]): ReturnType<typeof createHistogram> {
  const histogram = createHistogram(limit)
  list.forEach((value, index) => histogram.add(value, index))
  return histogram
}

describe('histogram', () => {
  test('a percentile is the smallest seen value that enough values do not exceed', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (list, percent) => {
        const sorted = [...list].sort((a, b) => a - b)
        const enough = (value: number): boolean =>
          list.filter((one) => one <= value).length * 100 >= percent * list.length

        const found = percentile(sorted, percent)

        expect(found).toBe(sorted.find(enough))
      }),
    )
  })

  test('percentiles look at the last samples only, the rest of the summary at all', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), (list, limit) => {
        const summary = record(limit, list).summary()
        const last = record(limit, list.slice(-limit)).summary()

        expect([summary.p50, summary.p90, summary.p99]).toEqual([last.p50, last.p90, last.p99])
        expect([summary.count, summary.min, summary.max]).toEqual([list.length, Math.min(...list), Math.max(...list)])
        expect(summary.sum).toBe(list.reduce((sum, value) => sum + value, 0))
      }),
    )
  })

  test('the kept samples are the last ones, oldest first', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 30 }), (list, limit, wanted) => {
        const samples = record(limit, list).samples(wanted)

        expect(samples.map((sample) => sample.value)).toEqual(list.slice(-Math.min(limit, wanted)))
      }),
    )
  })

  test('p50, p90 and p99 of 1 to 100', () => {
    const { p50, p90, p99 } = record(
      1000,
      Array.from({ length: 100 }, (_, index) => 100 - index),
    ).summary()

    expect([p50, p90, p99]).toEqual([50, 90, 99])
  })

  test('without values there is no percentile', () => {
    expect(percentile([], 50)).toBeNaN()
  })
})
