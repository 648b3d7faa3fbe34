import { expect, test } from 'vitest'
import * as z from 'zod/mini'

import { listOf } from './list-of.js'

const names = listOf(z.object({ name: z.string() }))

test('an entry that cannot be read is left out, and the others are taken', () => {
  expect(z.parse(names, [{ name: 'a' }, { name: 7 }, null, { name: 'b', size: 1 }])).toEqual([
    { name: 'a' },
    { name: 'b' },
  ])
})

test.each([null, {}, 'a', new Array(10_001).fill({ name: 'a' })])('what is no list is refused', (value) => {
  expect(z.safeParse(names, value).success).toBe(false)
})
