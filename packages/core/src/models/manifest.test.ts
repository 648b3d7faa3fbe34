import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VenomError } from '../errors/venom-error.js'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { composeSchema } from '../parameters/compose-schema.js'
import { parseManifest } from './manifest.js'
import { manifestSource } from './manifest-source.js'

const file = {
  models: [
    {
      name: 'llama3:8b',
      provider: 'ollama',
      runtime: null,
      capabilities: {
        supports_system_role: true,
        generation_schema: {
          temperature: { type: 'float', default: 0.5, min: 0, max: 0.9, options: null },
          depth: { type: 'int', default: 3, min: 1, max: 9, label: 'Depth' },
        },
      },
      generation_defaults: { temperature: 0.5 },
      generation_params: { stop: ['END'] },
    },
  ],
}

function read(manifest: unknown, model: string, runtime = 'ollama') {
  return manifestSource(parseManifest(manifest)).read({ runtime, model }, null)
}

describe('what an entry does', () => {
  test('T04: it narrows parameters and adds new ones', () => {
    const schema = composeSchema(catalogue, read(file, 'llama3:8b').patch ?? {})

    expect(schema['temperature']).toMatchObject({ default: 0.5, max: 0.9, label: 'Temperature' })
    expect(schema['depth']).toEqual({ type: 'int', default: 3, min: 1, max: 9, label: 'Depth' })
  })

  test('T04: its defaults are assumed, its parameters set', () => {
    expect(read(file, 'llama3:8b').layers).toEqual([
      { name: 'manifest', standing: 'assumed', values: { temperature: 0.5 } },
      { name: 'manifest', standing: 'set', values: { stop: ['END'] } },
    ])
  })

  test('an entry for another model says nothing', () => {
    expect(read(file, 'llama3')).toEqual({})
  })

  test('an entry for one runtime says nothing on another', () => {
    const manifest = { models: [{ name: 'm', runtime: 'gpu2', generation_params: { seed: 1 } }] }

    expect(read(manifest, 'm', 'ollama')).toEqual({})
    expect(read(manifest, 'm', 'gpu2').layers).toEqual([{ name: 'manifest', standing: 'set', values: { seed: 1 } }])
  })

  test('all entries that fit are used, a later one over an earlier one', () => {
    const manifest = {
      models: [
        { name: '*', generation_params: { seed: 1, top_k: 5 } },
        { name: 'm', generation_params: { seed: 2 } },
      ],
    }

    expect(read(manifest, 'm').layers).toEqual([{ name: 'manifest', standing: 'set', values: { seed: 2, top_k: 5 } }])
  })
})

test.for([
  ['llama3:8b', 'llama3:8b', true],
  ['llama3:8b', 'LLAMA3:8b', false],
  ['llama3*', 'llama3:8b', true],
  ['*:8b', 'llama3:8b', true],
  ['org/*-GGUF:*', 'org/a/b-GGUF:Q4', true],
  ['*', '', true],
  ['**', 'x', true],
  ['a*a', 'a', false],
  ['a*b*c', 'a-c-b', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a.c', 'abc', false],
] as const)('the pattern %s against %s: %s', ([name, model, fits]) => {
  const reading = read({ models: [{ name, generation_params: { seed: 1 } }] }, model)

  expect(reading.layers !== undefined).toBe(fits)
})

test('a pattern of many stars costs no more than a search', () => {
  const manifest = { models: [{ name: `${'*a'.repeat(200)}b`, generation_params: { seed: 1 } }] }

  expect(read(manifest, 'a'.repeat(100_000))).toEqual({})
})

describe('what is refused', () => {
  const refused: readonly [what: string, manifest: unknown, part: string][] = [
    ['no object', [], '`models` must be a list'],
    ['no list of models', { models: {} }, '`models` must be a list'],
    ['a model that is a text', { models: ['llama3'] }, '`models.0`'],
    ['a model without a name', { models: [{ runtime: 'x' }] }, '`models.0.name`'],
    ['an empty name', { models: [{ name: '' }] }, '`models.0.name`'],
    [
      'a schema that contradicts itself',
      { models: [{ name: 'm', capabilities: { generation_schema: { t: { type: 'float', default: 3, max: 2 } } } }] },
      '`t.default` is 3, above 2',
    ],
    ['null as value', { models: [{ name: 'm', generation_params: { seed: null } }] }, 'generation_params.seed'],
    ['an object as value', { models: [{ name: 'm', generation_defaults: { seed: {} } }] }, 'generation_defaults.seed'],
    ['values in a list', { models: [{ name: 'm', generation_params: [] }] }, 'must be an object of values'],
    ['too many models', { models: Array.from({ length: 1_001 }, () => ({ name: 'm' })) }, '1001 models'],
  ]

  test.for(refused)('T04: %s', ([, manifest, part]) => {
    expect(() => parseManifest(manifest)).toThrow(
      expect.objectContaining({ code: 'manifest.invalid', message: expect.stringContaining(part) }),
    )
  })

  test('a hostile name of a value', () => {
    const manifest: unknown = JSON.parse('{"models": [{"name": "m", "generation_params": {"__proto__": 1}}]}')

    expect(() => parseManifest(manifest)).toThrow('__proto__')
  })
})

test('arbitrary JSON is read or refused with manifest.invalid', () => {
  const model = fc.record(
    { name: fc.string(), runtime: fc.jsonValue(), capabilities: fc.jsonValue(), generation_params: fc.jsonValue() },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ models: fc.array(fc.oneof(model, fc.jsonValue())) })), (json) => {
      expect(isReadOrRefused(json)).toBe(true)
    }),
  )
})

function isReadOrRefused(json: unknown): boolean {
  try {
    return Array.isArray(parseManifest(json).models)
  } catch (error) {
    return VenomError.is(error, 'manifest.invalid')
  }
}

test('T04: a patch that cannot go with the catalogue is refused when the file is read', () => {
  const capabilities = { generation_schema: { mirostat: { type: 'enum', options: ['0', '2'], default: '0' } } }

  expect(() => parseManifest({ models: [{ name: 'pico', capabilities }] })).toThrow(
    expect.objectContaining({ code: 'manifest.invalid', message: expect.stringContaining('`mirostat`') }),
  )
})
