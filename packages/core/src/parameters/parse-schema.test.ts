import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VenomError } from '../errors/venom-error.js'
import { catalogue } from './catalogue/catalogue.js'
import { parsePatch, parseSchema } from './parse-schema.js'

const temperature = { type: 'float', default: 0.7, min: 0, max: 2 }

describe('what is read', () => {
  test('T01: every type of parameter is read as it is written', () => {
    const schema = {
      temperature: { ...temperature, desc: 'How freely.', step: 0.05, slider: { min: 0, max: 1, scale: 'linear' } },
      top_k: { type: 'int', default: 40, min: 1, max: 100 },
      ignore_eos: { type: 'bool', default: false, depends_on: { mirostat: 0 } },
      mirostat: { type: 'enum', default: 0, options: [0, 1, 2] },
      stop: { type: 'list', default: ['###'] },
      voices: { type: 'list', default: ['a'], options: ['a', 'b'], max_entries: 2 },
      prefix: { type: 'string', default: '' },
    }

    expect(parseSchema(schema)).toEqual(schema)
  })

  test('T01: a list with one of its options as default is read as an enum', () => {
    const schema = parseSchema({ mode: { type: 'list', default: 'fast', options: ['fast', 'slow'] } })

    expect(schema).toEqual({ mode: { type: 'enum', default: 'fast', options: ['fast', 'slow'] } })
  })

  test('unknown keys are dropped, and null counts as absent', () => {
    const schema = parseSchema({ temperature: { ...temperature, colour: 'red', options: null, desc: null } })

    expect(schema).toEqual({ temperature })
  })

  test('a bound may be absent on either side', () => {
    expect(parseSchema({ seed: { type: 'int', default: -1, min: -1 } })).toEqual({
      seed: { type: 'int', default: -1, min: -1 },
    })
  })

  test('the catalogue itself passes', () => {
    expect(parseSchema(catalogue)).toEqual(catalogue)
  })

  test('a patch may hold whole parameters and parts', () => {
    const patch = {
      temperature: { max: 1, default: 0.5 },
      depth: { type: 'int', default: 3 },
      mirostat: { options: [0, 2] },
    }

    expect(parsePatch(patch)).toEqual(patch)
  })
})

describe('what is refused', () => {
  const refused: readonly [what: string, parameter: unknown, path: string][] = [
    ['a default above max', { ...temperature, default: 3 }, 'x.default'],
    ['a default below min', { ...temperature, default: -1 }, 'x.default'],
    ['a default that is no number', { ...temperature, default: '0.7' }, 'x.default'],
    ['a default of NaN', { ...temperature, default: NaN }, 'x.default'],
    ['no default', { type: 'float' }, 'x.default'],
    ['a fraction as default of an int', { type: 'int', default: 1.5 }, 'x.default'],
    ['a fraction as bound of an int', { type: 'int', default: 1, max: 1.5 }, 'x.max'],
    ['an unsafe integer', { type: 'int', default: 2 ** 53 }, 'x.default'],
    ['a default that is no option', { type: 'enum', default: 'c', options: ['a', 'b'] }, 'x.default'],
    ['a numeric option as text', { type: 'enum', default: '1', options: [0, 1] }, 'x.default'],
    ['a list default that is no option', { type: 'list', default: ['c'], options: ['a'] }, 'x.default.0'],
    ['an empty entry as default', { type: 'list', default: [''] }, 'x.default.0'],
    ['a list default of too many entries', { type: 'list', default: ['a', 'b'], max_entries: 1 }, 'x.default'],
    ['room for half an entry', { type: 'list', default: [], max_entries: 0.5 }, 'x.max_entries'],
    ['room for no entry', { type: 'list', default: [], max_entries: 0 }, 'x.max_entries'],
    ['min above max', { ...temperature, min: 3 }, 'x.min'],
    ['an infinite bound', { ...temperature, max: Infinity }, 'x.max'],
    ['no options', { type: 'enum', default: 'a', options: [] }, 'x.options'],
    ['an option twice', { type: 'enum', default: 'a', options: ['a', 'a'] }, 'x.options'],
    ['a step of 0', { ...temperature, step: 0 }, 'x.step'],
    ['a negative step', { ...temperature, step: -0.1 }, 'x.step'],
    ['a slider that runs backwards', { ...temperature, slider: { min: 1, max: 0 } }, 'x.slider'],
    ['a slider outside the range', { ...temperature, slider: { min: 0, max: 9 } }, 'x.slider'],
    ['a slider without max', { ...temperature, slider: { min: 0 } }, 'x.slider.max'],
    ['a log slider from 0', { ...temperature, slider: { min: 0, max: 1, scale: 'log' } }, 'x.slider.min'],
    ['an unknown type', { type: 'tensor', default: 1 }, 'x.type'],
    ['no type', { default: 1 }, 'x.type'],
    ['a parameter that is a number', 7, 'x'],
    ['a text beyond 4 KiB', { ...temperature, desc: 'é'.repeat(2_049) }, 'x.desc'],
    [
      'more than 1,000 options',
      { type: 'enum', default: 0, options: Array.from({ length: 1_001 }, (_, i) => i) },
      'x.options',
    ],
  ]

  test.for(refused)('T01: %s', ([, parameter, path]) => {
    const { code, message } = failure(() => parseSchema({ x: parameter }))

    expect(code).toBe('schema.invalid')
    expect(message).toContain(`\`${path}\``)
  })

  test.for(['__proto__', 'constructor', 'toString', 'prototype.x', '', '0', 'a b', 'a'.repeat(65)])(
    'a parameter named %j',
    (name) => {
      const json: unknown = JSON.parse(`{${JSON.stringify(name)}: {"type": "bool", "default": true}}`)

      expect(failure(() => parseSchema(json)).message).toContain('cannot be a name')
    },
  )

  test('more than 256 parameters', () => {
    const many = Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`p${index}`, temperature]))

    expect(failure(() => parseSchema(many)).message).toContain('257 parameters')
  })

  test('all problems are named at once', () => {
    const { details } = failure(() => parseSchema({ a: { ...temperature, default: 3 }, b: 1 }))

    expect(details['problems']).toEqual([
      { path: 'a.default', message: '`a.default` is 3, above 2. Give 2 or less.' },
      { path: 'b', message: '`b` must be an object.' },
    ])
  })

  test('a part of a parameter whose bounds contradict each other', () => {
    expect(failure(() => parsePatch({ temperature: { min: 2, max: 1 } })).code).toBe('schema.invalid')
  })
})

test('arbitrary JSON is read or refused with schema.invalid, and what was read reads again as the same', () => {
  const parameterLike = fc.record(
    {
      type: fc.constantFrom('float', 'int', 'bool', 'enum', 'list', 'string', 'other'),
      default: fc.jsonValue({ maxDepth: 1 }),
      min: fc.oneof(fc.double(), fc.integer()),
      max: fc.oneof(fc.double(), fc.integer()),
      options: fc.array(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxLength: 4 }),
      slider: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: [] },
  )
  const names = fc.oneof(fc.string(), fc.constantFrom('a', 'b', '__proto__', 'constructor'))
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.oneof(parameterLike, fc.jsonValue()))), (json) => {
      for (const parse of [parseSchema, parsePatch]) {
        const schema = readOrRefusal(() => parse(json))
        expect(schema === null ? null : parse(schema)).toEqual(schema)
      }
    }),
  )
})

function readOrRefusal<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (VenomError.is(error, 'schema.invalid')) return null
    throw error
  }
}

function failure(act: () => unknown): VenomError {
  try {
    act()
  } catch (error) {
    if (VenomError.is(error)) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}
