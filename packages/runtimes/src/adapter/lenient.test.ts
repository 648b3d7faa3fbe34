import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import { listOf, orUnknown } from './lenient.js'

const names = listOf(z.object({ name: z.string() }))

test('an entry that cannot be read is left out, and the others are taken', () => {
  expect(z.parse(names, [{ name: 'a' }, { name: 7 }, null, { name: 'b', size: 1 }])).toEqual([
    { name: 'a' },
    { name: 'b' },
  ])
})

const endless = Array.from({ length: 10_001 }, () => ({ name: 'a' }))

test.each([null, {}, 'a', endless])('what is no list is refused', (value) => {
  expect(z.safeParse(names, value).success).toBe(false)
})

test('a field that cannot be read is not known, and what is beside it is', () => {
  const model = z.object({ name: z.string(), size: z.optional(orUnknown(z.number())) })

  expect(z.parse(model, { name: 'a', size: 'large' })).toEqual({ name: 'a' })
  expect(z.parse(model, { name: 'a', size: 7 })).toEqual({ name: 'a', size: 7 })
  expect(z.parse(model, { name: 'a' })).toEqual({ name: 'a' })
})
