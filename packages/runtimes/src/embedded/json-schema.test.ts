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
  ['schema.properties is not supported', { type: 'object', properties: 5 }],
  ['schema.required is not supported', { type: 'object', properties: { a: { type: 'null' } }, required: 5 }],
  ['schema.required names what is not in its properties', { type: 'object', properties: {}, required: ['a'] }],
  ['schema.prefixItems is not supported', { type: 'array', prefixItems: 3 }],
  ['schema.maxLength is not supported', { type: 'string', maxLength: 2_001 }],
  ['schema.minLength is not supported', { type: 'string', minLength: 'abc' }],
  ['schema.minItems is not supported', { type: 'array', items: { type: 'null' }, minItems: -1 }],
  ['schema.minLength is above its maxLength', { type: 'string', minLength: 5, maxLength: 2 }],
  ['more than 1000 schemas and values', { enum: Array.from({ length: 1_001 }, (_, index) => `v${index}`) }],
  [
    'more than 1000 schemas and values',
    { oneOf: Array.from({ length: 4 }, () => ({ enum: Array.from({ length: 250 }, (_, index) => index) })) },
  ],
  ['more than 65536 characters', { enum: ['x'.repeat(40_000), 'y'.repeat(40_000)] }],
  ['more than 65536 characters', { type: 'object', properties: { ['x'.repeat(70_000)]: { type: 'null' } } }],
  ['more than 65536 characters', { const: 'x'.repeat(70_000) }],
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
