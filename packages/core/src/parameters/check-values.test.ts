import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue/catalogue.js'
import { checkValues, parseValues } from './check-values.js'
import type { GenerationSchema } from './parameter.js'

const schema = {
  temperature: { type: 'float', default: 0.7, min: 0, max: 2 },
  top_k: { type: 'int', default: 40, min: 1, max: 100 },
  seed: { type: 'int', default: -1 },
  ignore_eos: { type: 'bool', default: false },
  mirostat: { type: 'enum', default: 0, options: [0, 1, 2] },
  stop: { type: 'list', default: [] },
  few: { type: 'list', default: [], max_entries: 2 },
  voices: { type: 'list', default: [], options: ['low', 'high'] },
  prefix: { type: 'string', default: '' },
  max_tokens: { type: 'int', default: 2048, min: -1, max: 8192 },
  dry_sequence_breakers: { type: 'list', default: ['\n'] },
} satisfies GenerationSchema

describe('one value', () => {
  const refused: readonly [name: string, value: unknown, path: string, code: string][] = [
    ['temperature', NaN, 'temperature', 'parameter.type'],
    ['temperature', Infinity, 'temperature', 'parameter.type'],
    ['temperature', '1', 'temperature', 'parameter.type'],
    ['temperature', true, 'temperature', 'parameter.type'],
    ['temperature', null, 'temperature', 'parameter.type'],
    ['temperature', undefined, 'temperature', 'parameter.type'],
    ['temperature', {}, 'temperature', 'parameter.type'],
    ['temperature', [1], 'temperature', 'parameter.type'],
    ['temperature', -0.01, 'temperature', 'parameter.min'],
    ['temperature', 9, 'temperature', 'parameter.max'],
    ['top_k', 1.9, 'top_k', 'parameter.type'],
    ['top_k', '40', 'top_k', 'parameter.type'],
    ['seed', 2 ** 53, 'seed', 'parameter.type'],
    ['ignore_eos', 1, 'ignore_eos', 'parameter.type'],
    ['ignore_eos', 'true', 'ignore_eos', 'parameter.type'],
    ['mirostat', 3, 'mirostat', 'parameter.option'],
    ['mirostat', '1', 'mirostat', 'parameter.option'],
    ['mirostat', true, 'mirostat', 'parameter.type'],
    ['stop', '###', 'stop', 'parameter.type'],
    ['stop', ['a', 7], 'stop.1', 'parameter.type'],
    ['stop', ['a', ''], 'stop.1', 'parameter.length'],
    ['stop', ['x'.repeat(4_097)], 'stop.0', 'parameter.length'],
    ['stop', Array.from({ length: 65 }, () => 'a'), 'stop', 'parameter.length'],
    ['few', ['a', 'b', 'c'], 'few', 'parameter.length'],
    ['voices', ['loud'], 'voices.0', 'parameter.option'],
    ['voices', ['low', 'low'], 'voices.1', 'parameter.option'],
    ['prefix', 1, 'prefix', 'parameter.type'],
    ['prefix', 'é'.repeat(2_049), 'prefix', 'parameter.length'],
  ]

  test.for(refused)('T06: %s %j is refused', ([name, value, path, code]) => {
    expect(checkValues(schema, { [name]: value })).toMatchObject([{ path, code }])
  })

  test('T06: bounds are inclusive, and whole numbers are floats too', () => {
    expect(checkValues(schema, { temperature: 2, top_k: 1, seed: Number.MAX_SAFE_INTEGER, few: ['a', 'b'] })).toEqual(
      [],
    )
  })

  test('T06: a refusal says the value, the bound and what to do', () => {
    expect(checkValues(schema, { temperature: 9 })).toEqual([
      {
        path: 'temperature',
        code: 'parameter.max',
        message: '`temperature` is 9, above 2. Give 2 or less.',
        limit: 2,
      },
    ])
  })
})

describe('names', () => {
  test('T06: an unknown name is refused with the nearest known one', () => {
    const [issue] = checkValues(schema, { temprature: 0.5 })

    expect(issue).toMatchObject({ path: 'temprature', code: 'parameter.unknown' })
    expect(issue?.message).toContain('`temperature`')
  })

  test.for([
    ['num_predict', 'max_tokens'],
    ['maxTokens', 'max_tokens'],
    ['topK', 'top_k'],
    ['temp', 'temperature'],
  ] as const)('%s is answered with %s', ([name, meant]) => {
    expect(checkValues(schema, { [name]: 1 })[0]?.message).toContain(`\`${meant}\``)
  })

  test('a name near to nothing gets no suggestion', () => {
    expect(checkValues(schema, { flux_capacitor: 1 })[0]?.message).not.toContain('Did you mean')
  })

  test('T06: a name that only the catalogue knows is unsupported here', () => {
    expect(checkValues(schema, { typical_p: 0.5 })).toMatchObject([
      { path: 'typical_p', code: 'parameter.unsupported' },
    ])
  })

  test('T06: names that every object has are unknown', () => {
    const values: unknown = JSON.parse('{"__proto__": 1, "constructor": 1, "toString": 1}')

    expect(parseValues(schema, values)).toMatchObject({
      ok: false,
      issues: [{ code: 'parameter.unknown' }, { code: 'parameter.unknown' }, { code: 'parameter.unknown' }],
    })
  })
})

describe('several values', () => {
  test('T06: all violations are named at once', () => {
    const issues = checkValues(schema, { temperature: 9, top_k: 1.9, nonsense: 1, seed: 3, stop: ['', 'b', 4] })

    expect(issues.map(({ path }) => path)).toEqual(['temperature', 'top_k', 'nonsense', 'stop.0', 'stop.2'])
  })

  test('T06: DRY without any breaker is refused, as llama-server does', () => {
    expect(checkValues(schema, { dry_sequence_breakers: [] })).toMatchObject([
      { path: 'dry_sequence_breakers', code: 'parameter.rule' },
    ])
  })

  test('T06: an answer that could never end is refused', () => {
    expect(checkValues(schema, { ignore_eos: true, max_tokens: -1 })).toMatchObject([
      { path: 'ignore_eos', code: 'parameter.rule' },
    ])
    expect(checkValues(schema, { ignore_eos: true, max_tokens: 200 })).toEqual([])
    expect(checkValues(schema, { ignore_eos: true, max_tokens: -1, stop: ['END'] })).toEqual([])
    expect(checkValues(schema, { ignore_eos: true })).toEqual([])
  })

  test('T06: a minimum above the maximum is refused, and one of an answer without a maximum is not', () => {
    expect(checkValues(catalogue, { min_tokens: 300, max_tokens: 200 })).toMatchObject([
      { path: 'min_tokens', code: 'parameter.rule' },
    ])
    expect(checkValues(catalogue, { min_tokens: 200, max_tokens: 200 })).toEqual([])
    expect(checkValues(schema, { max_tokens: -1 })).toEqual([])
  })

  test('a rule is silent while one of its values is wrong by itself', () => {
    const issues = checkValues(schema, { ignore_eos: true, max_tokens: -1.5 })

    expect(issues.map(({ code }) => code)).toEqual(['parameter.type'])
  })

  test('that a value has no effect beside another is no refusal', () => {
    expect(checkValues(catalogue, { mirostat: 2, top_k: 5 })).toEqual([])
  })
})

describe('parseValues', () => {
  test('right values are copied', () => {
    const input = { temperature: 1, stop: ['a'], mirostat: 2 }

    const parsed = parseValues(schema, input)

    expect(parsed).toEqual({ ok: true, values: input })
    expect(parsed.ok && parsed.values['stop']).not.toBe(input.stop)
  })

  test('minus zero becomes zero', () => {
    const parsed = parseValues(schema, { temperature: -0 })

    expect(parsed.ok && Object.is(parsed.values['temperature'], 0)).toBe(true)
  })

  test.for([[null], [[]], ['temperature'], [7], [undefined]])('%j are no values', ([input]) => {
    expect(parseValues(schema, input)).toMatchObject({ ok: false, issues: [{ path: '', code: 'parameter.type' }] })
  })

  test('more than 256 values are refused without a look at them', () => {
    const many = Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`p${index}`, 1]))

    expect(parseValues(schema, many)).toMatchObject({ ok: false, issues: [{ path: '', code: 'parameter.length' }] })
  })
})

test('arbitrary JSON never throws, and what was read has no issue', () => {
  const names = fc.oneof(fc.string(), fc.constantFrom(...Object.keys(schema), '__proto__'))
  const json = fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.integer(), fc.double())))
  fc.assert(
    fc.property(json, (input) => {
      const parsed = parseValues(schema, input)

      const again = parsed.ok ? checkValues(schema, parsed.values) : []
      expect({ again, explained: parsed.ok || parsed.issues.length > 0 }).toEqual({ again: [], explained: true })
    }),
  )
})
