import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { composeSchema } from '../parameters/compose-schema.js'
import { parseSchema } from '../parameters/parse-schema.js'
import { toSchema } from './to-schema.js'

const server = { kind: 'llama-cpp', version: 'b11669', capabilities: [] } as const
const source = 'test'

test('T02: a hard limit replaces the catalogue’s bound, whose range stays as the slider’s', () => {
  const schema = toSchema(catalogue, { max_tokens: { wire: 'max_tokens', source, min: -1, max: 32_768 } }, server)

  expect(schema['max_tokens']).toMatchObject({
    default: 2048,
    min: -1,
    max: 32_768,
    slider: { min: 128, max: 8192, step: 1 },
  })
})

test('T02: where no limit is known the catalogue’s range holds', () => {
  const table = { temperature: { wire: 'temperature', source, min: 0 }, top_k: { wire: 'top_k', source } }

  expect(toSchema(catalogue, table, server)).toMatchObject({
    temperature: { min: 0, max: 2 },
    top_k: { min: 1, max: 100 },
  })
})

test('one stated bound leaves the other to the catalogue', () => {
  const schema = toSchema(catalogue, { top_k: { wire: 'top_k', source, min: 0 } }, server)

  expect(schema['top_k']).toMatchObject({ min: 0, max: 100, slider: { min: 1, max: 100 } })
})

test('a tighter limit cuts the slider and moves the default', () => {
  const schema = toSchema(catalogue, { max_tokens: { wire: 'max_tokens', source, min: 1, max: 1024 } }, server)

  expect(schema['max_tokens']).toMatchObject({ default: 1024, min: 1, max: 1024, slider: { min: 128, max: 1024 } })
})

test('a usual range with more stops than a hand can choose from is no slider', () => {
  const wide = toSchema(catalogue, { seed: { wire: 'seed', source, min: -1, max: 2 ** 32 - 2 } }, server)
  const narrow = toSchema(catalogue, { seed: { wire: 'seed', source, min: 0, max: 9999 } }, server)

  expect(wide['seed']).toMatchObject({ min: -1, max: 2 ** 32 - 2 })
  expect(wide['seed']).not.toHaveProperty('slider')
  expect(narrow['seed']).toMatchObject({ slider: { min: 0, max: 9999 } })
})

test('T02: the most entries that a server takes are the list’s', () => {
  const row = { wire: 'x', source, max_entries: 1 }
  const table = { stop: row, dry_sequence_breakers: row }

  expect(toSchema(catalogue, table, server)).toMatchObject({
    stop: { default: [], max_entries: 1 },
    dry_sequence_breakers: { default: ['\n'], max_entries: 1 },
  })
})

test('a parameter without an open row is left out', () => {
  const table = {
    temperature: { wire: 'temperature', source },
    top_p: { wire: 'top_p', source, since: 'b20000' },
    top_k: { wire: 'top_k', source, engines: ['other'] },
  }

  expect(Object.keys(toSchema(catalogue, table, { ...server, engine: 'llama' }))).toEqual(['temperature'])
})

test('a dependency on a parameter that this server lacks is left out', () => {
  const alone = toSchema(catalogue, { top_k: { wire: 'top_k', source } }, server)
  const both = toSchema(catalogue, { top_k: { wire: 'top_k', source }, mirostat: { wire: 'mirostat', source } }, server)

  expect(alone['top_k']).not.toHaveProperty('depends_on')
  expect(both['top_k']).toMatchObject({ depends_on: { mirostat: 0 } })
})

test('T03: Llama 3 keeps temperature 0 to 1 on a server that allows 2', () => {
  const schema = toSchema(catalogue, { temperature: { wire: 'temperature', source, min: 0, max: 2 } }, server)

  expect(composeSchema(schema, { temperature: { min: 0, max: 1 } })['temperature']).toMatchObject({ min: 0, max: 1 })
})

test('whatever the limits, the schema does not contradict itself', () => {
  const names = fc.constantFrom(...Object.keys(catalogue))
  const row = fc.tuple(fc.integer({ min: -9_999, max: 9_999 }), fc.nat({ max: 9_999 })).map(([min, width]) => ({
    wire: 'x',
    source,
    min,
    max: min + width,
    max_entries: 1 + width,
  }))
  fc.assert(
    fc.property(fc.dictionary(names, row), (table) => {
      const schema = toSchema(catalogue, table, server)

      expect(parseSchema(schema)).toEqual(schema)
    }),
  )
})
