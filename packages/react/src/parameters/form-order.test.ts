import { catalogue, type GenerationSchema } from '@venom/core'
import { expect, test } from 'vitest'

import { inOrder } from './form-order.js'

const orderNames = (schema: GenerationSchema): readonly string[] => inOrder(schema).map(([name]) => name)

test('the catalogue begins with sampling, then length, then penalties, and ends with what is experimental', () => {
  const groups = inOrder(catalogue).map(([, { group }]) => group)

  expect([...new Set(groups)]).toEqual(['sampling', 'length', 'penalties', 'experimental'])
  expect(orderNames(catalogue).slice(0, 3)).toEqual(['temperature', 'top_p', 'top_k'])
})

test('other groups stand between by name, then what has no group; inside, by order and then by name', () => {
  const flag = { type: 'bool', default: false } as const
  const schema: GenerationSchema = {
    zed: flag,
    beta: flag,
    trial: { ...flag, group: 'experimental' },
    late: { ...flag, group: 'memory' },
    second: { ...flag, group: 'memory', order: 2 },
    first: { ...flag, group: 'memory', order: 1 },
    cache: { ...flag, group: 'cache', order: 9 },
    top_p: { ...flag, group: 'sampling', order: 10 },
    top_k: { ...flag, group: 'sampling', order: 9 },
  }

  expect(orderNames(schema)).toEqual(['top_k', 'top_p', 'cache', 'first', 'second', 'late', 'beta', 'zed', 'trial'])
})
