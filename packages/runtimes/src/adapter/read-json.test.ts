import { expect, test } from 'vitest'

import { numberAt } from './read-json.js'

test.each([-1, 1e308, 2 ** 53, Number.NaN, Infinity, '7', null, undefined])('%s is no amount', (value) => {
  expect(numberAt({ value }, 'value')).toBeUndefined()
})

test.each([0, 0.25, 7, Number.MAX_SAFE_INTEGER])('%s is an amount', (value) => {
  expect(numberAt({ value }, 'value')).toBe(value)
})
