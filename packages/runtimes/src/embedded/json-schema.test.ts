import type { Json } from '@venom/core'
import { expect, test } from 'vitest'

import { toGrammarSchema } from './json-schema.js'

test('a schema of known keywords comes back as it is', () => {
  const schema = {
    type: 'object',
    description: 'A pet.',
    properties: {
      kind: { enum: ['cat', 'dog'] },
      owner: { $ref: '#/$defs/person' },
      tags: { type: 'array', items: { type: 'string' } },
    },
    required: ['kind'],
    additionalProperties: false,
    $defs: { person: { type: ['string', 'null'] } },
  }

  expect(toGrammarSchema(schema)).toBe(schema)
})

const refused: readonly (readonly [string, Json])[] = [
  ['schema is no object', 'string'],
  ['schema has no type', {}],
  ['schema.pattern is not supported', { type: 'string', pattern: '^a' }],
  ['schema.format is not supported', { type: 'string', format: 'email' }],
  [
    'schema.properties.age.minimum is not supported',
    { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } },
  ],
  ['schema.oneOf.1.anyOf is not supported', { oneOf: [{ type: 'null' }, { anyOf: [] }] }],
  ['schema.items.$ref is not supported', { type: 'array', items: { $ref: '#/$defs/missing' } }],
  ['schema.type is not supported', { type: 'banana' }],
  ['schema.enum is not supported', { enum: [] }],
]

test.each(refused)('what the grammar would not enforce is refused: %s', (words, schema) => {
  expect(() => toGrammarSchema(schema)).toThrow(
    expect.objectContaining({ code: 'runtime.unsupported', message: expect.stringContaining(words) }),
  )
})

test('a bottomless schema is refused', () => {
  const deep = Array.from({ length: 100 }).reduce<Json>((inner) => ({ type: 'array', items: inner }), { type: 'null' })

  expect(() => toGrammarSchema(deep)).toThrow('too deeply')
})
