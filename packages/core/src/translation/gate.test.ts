import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVersions } from './compare-versions.js'
import { gate } from './gate.js'

const server = { kind: 'ollama', version: '0.34.4', capabilities: [] } as const
const row = { wire: 'x', source: 'test' } as const

describe('versions', () => {
  test.for([
    ['0.34.4', '0.34.4', 0],
    ['0.34.4', '0.34.10', -1],
    ['0.9.0', '0.34.0', -1],
    ['1.0', '1.0.0', 0],
    ['v0.33.0-rc2', '0.33.0', 0],
    ['0.32.0+cpu', '0.31.9', 1],
    ['b11669-Debian', 'b9478', 1],
    ['b9478', 'b11669', -1],
    ['0.7.0', 'b11669', undefined],
    ['nightly', '0.1.0', undefined],
    ['0.0.0', '0.1.0', undefined],
    ['', '0.1.0', undefined],
  ] as const)('%s against %s: %s', ([a, b, sign]) => {
    const compared = compareVersions(a, b)

    expect(compared === undefined ? undefined : Math.sign(compared)).toBe(sign)
  })

  test('comparing the other way round turns the sign', () => {
    const version = fc.array(fc.nat({ max: 40 }), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect((compareVersions(a, b) ?? 0) + (compareVersions(b, a) ?? 0)).toBe(0)
      }),
    )
  })
})

describe('a row', () => {
  test('without conditions is open', () => {
    expect(gate(row, server)).toEqual({ open: true, mapping: row })
  })

  test('is closed before its first version, and says so', () => {
    expect(gate({ ...row, since: '0.35.0' }, server)).toEqual({
      open: false,
      reason: 'needs ollama 0.35.0 or later, and this is 0.34.4',
    })
  })

  test('is open from its first version on', () => {
    expect(gate({ ...row, since: '0.34.4' }, server).open).toBe(true)
  })

  test('is closed from the version that dropped it', () => {
    expect(gate({ ...row, before: '0.34.4' }, server)).toEqual({
      open: false,
      reason: 'is honoured only before ollama 0.34.4, and this is 0.34.4',
    })
    expect(gate({ ...row, before: '0.34.5' }, server).open).toBe(true)
  })

  test('T13: a parameter that the server has no word for is closed, with the reason', () => {
    const fixed = { unsupported: 'is fixed when the server is started', source: 'test' }

    expect(gate(fixed, server)).toEqual({ open: false, reason: 'is fixed when the server is started' })
  })

  test('is closed on another engine, and open where the engine is not known', () => {
    const ofLlama = { ...row, engines: ['llama'] }

    expect(gate(ofLlama, { ...server, engine: 'mlx' }).open).toBe(false)
    expect(gate(ofLlama, { ...server, engine: 'llama' }).open).toBe(true)
    expect(gate(ofLlama, server).open).toBe(true)
  })

  test.for([[null], ['custom build'], ['b11669'], ['0.0.0']])(
    'is open on the version %s, which tells nothing',
    ([version]) => {
      expect(gate({ ...row, since: '9.0.0', before: '9.1.0' }, { ...server, version: version ?? null }).open).toBe(true)
    },
  )
})
