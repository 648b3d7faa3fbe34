import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MappingTable } from './mapping.js'
import { translate } from './translate.js'

const server = { kind: 'ollama', version: '0.34.4', capabilities: [] } as const
const source = 'test'
const table: MappingTable = {
  temperature: { wire: 'options.temperature', source, min: 0, clamps: true },
  max_tokens: { wire: 'options.num_predict', source, min: -1 },
  stop: { wire: 'options.stop', source },
  mirostat: { wire: 'options.mirostat', source, before: '0.7.0' },
  seed: { wire: 'seed', source, encode: (value) => ({ fixed: String(value) }) },
}

describe('what is sent', () => {
  test('T13: max_tokens is num_predict on the wire, and the report says so', () => {
    expect(translate(table, server, { max_tokens: 5, temperature: 0.5, stop: ['a'] })).toEqual({
      wire: { options: { num_predict: 5, temperature: 0.5, stop: ['a'] } },
      report: {
        server,
        entries: [
          { name: 'max_tokens', wire_name: 'options.num_predict', requested: 5, sent: 5, action: 'sent' },
          { name: 'temperature', wire_name: 'options.temperature', requested: 0.5, sent: 0.5, action: 'sent' },
          { name: 'stop', wire_name: 'options.stop', requested: ['a'], sent: ['a'], action: 'sent' },
        ],
      },
    })
  })

  test('a row’s encoding is what goes out', () => {
    const { wire, report } = translate(table, server, { seed: 7 })

    expect(wire).toEqual({ seed: { fixed: '7' } })
    expect(report.entries).toMatchObject([{ requested: 7, sent: { fixed: '7' }, action: 'sent' }])
  })

  test('T13: a value that the server would move is moved here, and said', () => {
    const { wire, report } = translate(table, server, { temperature: -1 })

    expect(wire).toEqual({ options: { temperature: 0 } })
    expect(report.entries).toEqual([
      {
        name: 'temperature',
        wire_name: 'options.temperature',
        requested: -1,
        sent: 0,
        action: 'clamped',
        reason: 'ollama moves `temperature` -1 to 0, its bound.',
      },
    ])
  })

  test('a value that the server refuses is sent, so that the refusal is heard', () => {
    expect(translate(table, server, { max_tokens: -9 })).toMatchObject({
      wire: { options: { num_predict: -9 } },
      report: { entries: [{ action: 'sent' }] },
    })
  })
})

describe('what is dropped', () => {
  test('T13: an unknown parameter and a closed row are dropped with the reason', () => {
    const { wire, report } = translate(table, server, { typical_p: 0.5, mirostat: 2 })

    expect(wire).toEqual({})
    expect(report.entries).toEqual([
      {
        name: 'typical_p',
        wire_name: null,
        requested: 0.5,
        sent: null,
        action: 'dropped',
        reason: '`typical_p` is unknown to ollama.',
      },
      {
        name: 'mirostat',
        wire_name: null,
        requested: 2,
        sent: null,
        action: 'dropped',
        reason: '`mirostat` is honoured only before ollama 0.7.0, and this is 0.34.4.',
      },
    ])
  })

  test('a number that JSON cannot say is dropped', () => {
    expect(translate(table, server, { temperature: NaN })).toMatchObject({
      wire: {},
      report: { entries: [{ name: 'temperature', requested: 'NaN', action: 'dropped' }] },
    })
  })

  test('T13: strict throws and names all that would be dropped or clamped', () => {
    expect(() =>
      translate(table, server, { typical_p: 0.5, temperature: -1, max_tokens: 5 }, { strict: true }),
    ).toThrow(
      expect.objectContaining({
        code: 'runtime.unsupported_parameters',
        details: {
          parameters: [
            { name: 'typical_p', action: 'dropped', reason: '`typical_p` is unknown to ollama.' },
            { name: 'temperature', action: 'clamped', reason: 'ollama moves `temperature` -1 to 0, its bound.' },
          ],
        },
      }),
    )
  })

  test('strict lets through what is sent as it is', () => {
    expect(translate(table, server, { max_tokens: 5 }, { strict: true }).wire).toEqual({ options: { num_predict: 5 } })
  })
})

describe('the place on the wire', () => {
  test('a hostile path reaches no prototype', () => {
    const hostile: MappingTable = {
      a: { wire: '__proto__.polluted', source },
      b: { wire: 'constructor.prototype.polluted', source },
    }

    const { wire } = translate(hostile, server, { a: 1, b: 2 })

    expect({}).not.toHaveProperty('polluted')
    expect(JSON.stringify(wire)).toBe('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}')
  })

  test('a name that every object has is looked up in the table alone', () => {
    expect(translate(table, server, { constructor: 1 }).report.entries).toMatchObject([{ action: 'dropped' }])
  })

  test.for([
    ['x', 'x'],
    ['x', 'x.y'],
    ['x.y', 'x'],
  ] as const)('two rows at %s and %s are refused', ([first, second]) => {
    const clashing: MappingTable = { a: { wire: first, source }, b: { wire: second, source } }

    expect(() => translate(clashing, server, { a: 1, b: 2 })).toThrow(
      expect.objectContaining({ code: 'schema.invalid' }),
    )
  })
})

test('every requested parameter is reported exactly once, in order, and the wire holds just what was sent', () => {
  const names = fc.oneof(fc.constantFrom(...Object.keys(table), '__proto__'), fc.string())
  const value = fc.oneof(fc.double(), fc.boolean(), fc.string(), fc.array(fc.string()))
  fc.assert(
    fc.property(fc.dictionary(names, value), (values) => {
      const { wire, report } = translate(table, server, values)
      const sent = report.entries.filter(({ action }) => action !== 'dropped')

      expect(report.entries.map(({ name }) => name)).toEqual(Object.keys(values))
      expect(leaves(wire)).toBe(sent.length)
      expect(report.entries.filter(({ action, reason }) => action !== 'sent' && reason === undefined)).toEqual([])
    }),
  )
})

function leaves(wire: Readonly<Record<string, unknown>>): number {
  const { options = {}, ...rest } = wire
  return Object.keys(options ?? {}).length + Object.keys(rest).length
}
