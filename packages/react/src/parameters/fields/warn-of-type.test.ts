import { afterEach, expect, test, vi } from 'vitest'

import { warnOfType } from './warn-of-type.js'

const warn = vi.spyOn(console, 'warn').mockReturnValue()
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  warn.mockClear()
})

test('in development a type without a control is told once for each parameter', () => {
  warnOfType('noise', 'curve')
  warnOfType('noise', 'curve')
  warnOfType('tone', 'curve')

  expect(warn.mock.calls).toEqual([
    ['The form has no control for the type `curve` of `noise`, so it is only shown. Update @venom/react.'],
    ['The form has no control for the type `curve` of `tone`, so it is only shown. Update @venom/react.'],
  ])
})

test('in production nothing is told', () => {
  vi.stubEnv('NODE_ENV', 'production')

  warnOfType('gain', 'curve')

  expect(warn).not.toHaveBeenCalled()
})

test('where nobody says what is run, nothing is told and nothing fails', () => {
  vi.stubGlobal('process', undefined)

  warnOfType('pitch', 'curve')

  expect(warn).not.toHaveBeenCalled()
})
