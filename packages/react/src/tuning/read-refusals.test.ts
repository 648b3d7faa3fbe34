import { VenomError } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readRefusals } from './read-refusals.js'

const refused = (issues: unknown): VenomError =>
  new VenomError('tuning.invalid_values', 'Refused.', { details: JSON.parse(JSON.stringify({ issues })) })

test('T11: every refusal keeps its words, also one with a code of a newer server', () => {
  const issues = [
    { path: 'stop.2', code: 'parameter.length', message: '`stop.2` is empty.', limit: 1 },
    { path: 'temperature', code: 'parameter.mood', message: 'Not today.' },
  ]

  expect(readRefusals(refused(issues))).toEqual([
    issues[0],
    { path: 'temperature', code: 'parameter.rule', message: 'Not today.' },
  ])
})

test('T11: a refusal that names nothing is still said', () => {
  const whole = [{ path: '', code: 'parameter.rule', message: 'Refused.' }]

  expect(readRefusals(new VenomError('tuning.invalid_values', 'Refused.'))).toEqual(whole)
  expect(readRefusals(refused([1, null, {}, { path: 1, message: 'x' }]))).toEqual(whole)
})

test('whatever the details are, there is at least one issue with words', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const issues = readRefusals(refused(json))

      expect(issues.length).toBeGreaterThan(0)
      expect(issues.every(({ path, message }) => typeof path === 'string' && typeof message === 'string')).toBe(true)
    }),
  )
})
