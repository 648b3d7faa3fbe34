import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VenomError } from '../errors/venom-error.js'
import { catalogue } from './catalogue/catalogue.js'
import { composeSchema } from './compose-schema.js'
import type { GenerationSchema, SchemaPatch } from './parameter.js'
import { parsePatch, parseSchema } from './parse-schema.js'

const runtime = {
  temperature: { type: 'float', default: 0.7, min: 0, max: 2, desc: 'How freely.' },
  max_tokens: { type: 'int', default: 2048, min: -1, max: 32_768, slider: { min: 128, max: 8192, step: 1 } },
  mirostat: { type: 'enum', default: 0, options: [0, 1, 2] },
  stop: { type: 'list', default: ['###'] },
  ignore_eos: { type: 'bool', default: false },
  prefix: { type: 'string', default: '' },
  seed: { type: 'int', default: -1 },
} satisfies GenerationSchema

describe('a parameter that is there', () => {
  test('T03: a tighter bound is taken, and the default moves into it', () => {
    const schema = composeSchema(runtime, { temperature: { min: 0, max: 0.5 } })

    expect(schema['temperature']).toEqual({ type: 'float', default: 0.5, min: 0, max: 0.5, desc: 'How freely.' })
  })

  test('a bound wider than the one in force is ignored', () => {
    const schema = composeSchema(runtime, { temperature: { min: -5, max: 9 } })

    expect(schema['temperature']).toEqual(runtime.temperature)
  })

  test('a range wholly outside moves to the nearest bound', () => {
    const schema = composeSchema(runtime, { temperature: { min: 3, max: 4 } })

    expect(schema['temperature']).toMatchObject({ min: 2, max: 2, default: 2 })
  })

  test('a bound where there was none is taken', () => {
    const schema = composeSchema({ seed: { type: 'int', default: -1 } }, { seed: { min: 0 } })

    expect(schema['seed']).toEqual({ type: 'int', default: 0, min: 0 })
  })

  test('fractions as bounds of whole numbers are rounded inwards', () => {
    const schema = composeSchema(runtime, { max_tokens: { min: 0.5, max: 9.5, default: 4 } })

    expect(schema['max_tokens']).toMatchObject({ min: 1, max: 9, default: 4 })
  })

  test('the slider stays within the hard range', () => {
    const schema = composeSchema(runtime, { max_tokens: { max: 4096 } })

    expect(schema['max_tokens']).toMatchObject({ max: 4096, slider: { min: 128, max: 4096, step: 1 } })
  })

  test('a slider with no way left goes', () => {
    const schema = composeSchema(runtime, { max_tokens: { max: 100 } })

    expect(schema['max_tokens']).toEqual({ type: 'int', default: 100, min: -1, max: 100 })
  })

  test('options only become fewer, and a default among the removed gives way to the first left', () => {
    const schema = composeSchema(runtime, { mirostat: { options: [2, 1, 7] } })

    expect(schema['mirostat']).toEqual({ type: 'enum', default: 1, options: [1, 2] })
  })

  test('free entries can be narrowed to options', () => {
    const schema = composeSchema(runtime, { stop: { type: 'list', default: ['END'], options: ['END', '###'] } })

    expect(schema['stop']).toEqual({ type: 'list', default: ['END'], options: ['END', '###'] })
  })

  test('the entries of a list only become fewer, in its default too', () => {
    const few = composeSchema({ stop: { type: 'list', default: ['a', 'b', 'c'] } }, { stop: { max_entries: 2 } })

    expect(few['stop']).toEqual({ type: 'list', default: ['a', 'b'], max_entries: 2 })
    expect(composeSchema(few, { stop: { max_entries: 9 } })).toEqual(few)
  })

  test('T04: texts and default can be said anew', () => {
    const schema = composeSchema(runtime, { temperature: { default: 0.3, desc: 'Keep it low.', warn: 'Hot.' } })

    expect(schema['temperature']).toMatchObject({ default: 0.3, desc: 'Keep it low.', warn: 'Hot.', max: 2 })
  })

  test('later patches narrow what earlier ones left', () => {
    const schema = composeSchema(runtime, { temperature: { max: 1 } }, { temperature: { max: 1.5, min: 0.2 } })

    expect(schema['temperature']).toMatchObject({ min: 0.2, max: 1 })
  })
})

describe('a parameter that is not there', () => {
  test('T04: a whole one is added as it is', () => {
    const depth = { type: 'int', default: 3, min: 1, max: 9, label: 'Depth' } as const

    expect(composeSchema(runtime, { depth })).toEqual({ ...runtime, depth })
  })

  test('a part of one is ignored, as there is nothing to narrow', () => {
    expect(composeSchema(runtime, { top_k: { max: 5 } })).toEqual(runtime)
  })
})

describe('what is refused', () => {
  const refused: readonly [what: string, patch: SchemaPatch][] = [
    ['max_tokens as a switch', { max_tokens: { type: 'bool', default: true } }],
    ['an int as a float', { max_tokens: { type: 'float', default: 1 } }],
    ['no option left', { mirostat: { options: [7] } }],
    ['a bound that is no exact whole number', { seed: { min: 1e300 } }],
    ['a text as default of a number', { temperature: { default: 'hot' } }],
    ['a fraction as default of a whole number', { max_tokens: { default: 1.5 } }],
    ['a number as default of a switch', { ignore_eos: { default: 1 } }],
    ['a number as default of a list', { stop: { default: 1 } }],
    ['a switch as default of an enum', { mirostat: { default: true } }],
  ]

  test.for(refused)('%s', ([, patch]) => {
    expect(() => composeSchema(runtime, patch)).toThrow(expect.objectContaining({ code: 'schema.invalid' }))
  })

  test('more than 256 parameters together', () => {
    const many = Object.fromEntries(
      Array.from({ length: 256 }, (_, index) => [`p${index}`, { type: 'bool', default: true } as const]),
    )

    expect(() => composeSchema(runtime, many)).toThrow('263 parameters')
  })
})

const range = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })).map(([a, b]) => ({
  min: Math.min(a, b),
  max: Math.max(a, b),
}))
const narrowing = fc.oneof(
  range,
  fc.record({ min: fc.double({ min: -50, max: 50, noNaN: true }) }),
  fc.record({ max: fc.double({ min: -50, max: 50, noNaN: true }), default: fc.integer({ min: -99, max: 99 }) }),
  fc.record({ options: fc.uniqueArray(fc.integer({ min: 0, max: 4 })) }),
  fc.record({ default: fc.jsonValue({ maxDepth: 1 }) }),
  fc.record({ max_entries: fc.integer({ min: 1, max: 4 }) }),
)
const whole = fc.oneof(
  range.chain(({ min, max }) =>
    fc.record({
      type: fc.constantFrom('int', 'float'),
      default: fc.integer({ min, max }),
      min: fc.constant(min),
      max: fc.constant(max),
      ...(min < max && { slider: fc.constant({ min, max }) }),
    }),
  ),
  fc
    .uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1 })
    .map((options) => ({ type: 'enum', default: options[0], options })),
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }).chain((options) =>
    fc.record(
      {
        type: fc.constant('list'),
        default: fc.constant(options.slice(0, 1)),
        options: fc.constant(options),
        max_entries: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: ['type', 'default'] },
    ),
  ),
  fc.boolean().map((value) => ({ type: 'bool', default: value })),
)
const names = fc.constantFrom('a', 'b', 'temperature')
const schemas: fc.Arbitrary<GenerationSchema> = fc.oneof(
  fc.dictionary(names, whole).map(parseSchema),
  fc.constant(catalogue),
)
const patches = fc.dictionary(names, fc.oneof(narrowing, whole)).filter(isPatch).map(parsePatch)

test('a composed schema never contradicts itself, never widens and never loses a parameter', () => {
  fc.assert(
    fc.property(schemas, fc.array(patches, { maxLength: 3 }), (schema, list) => {
      const composed = composeOrRefusal(schema, list)
      fc.pre(composed !== null)

      expect(parseSchema(composed)).toEqual(composed)
      expect(Object.entries(schema).filter(([name, before]) => !isWithin(before, composed[name]))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

function isWithin(before: GenerationSchema[string], after: GenerationSchema[string] | undefined): boolean {
  if (after?.type !== before.type) return false
  if (before.type === 'list' && mostEntries(after) > mostEntries(before)) return false
  if ('options' in before && before.options !== undefined) {
    const options: readonly (string | number)[] = before.options
    return 'options' in after && (after.options ?? ['']).every((option) => options.includes(option))
  }
  if (!('min' in before || 'max' in before)) return true
  if (!('min' in after && 'max' in after)) return false
  return (after.min ?? -Infinity) >= (before.min ?? -Infinity) && (after.max ?? Infinity) <= (before.max ?? Infinity)
}

function mostEntries(parameter: GenerationSchema[string]): number {
  return (parameter.type === 'list' ? parameter.max_entries : undefined) ?? Infinity
}

function composeOrRefusal(schema: GenerationSchema, list: readonly SchemaPatch[]): GenerationSchema | null {
  try {
    return composeSchema(schema, ...list)
  } catch (error) {
    if (VenomError.is(error, 'schema.invalid')) return null
    throw error
  }
}

function isPatch(input: unknown): boolean {
  try {
    parsePatch(input)
    return true
  } catch {
    return false
  }
}
