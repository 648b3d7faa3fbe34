import { expect, test } from 'vitest'

import { checkKindOptions } from './kind-options.js'

const box = { label: 'Box', options: { fast: 'boolean', defaults: 'object' } } as const

test('options that a kind has are taken in their forms, and none need be given', () => {
  expect(() => checkKindOptions(box, { fast: false, defaults: { temperature: 0 } })).not.toThrow()
  expect(() => checkKindOptions({ label: 'Other' })).not.toThrow()
})

test.each([
  ['fsat', true, 'Box has no option “fsat”. There are: fast (true or false), defaults (a JSON object).'],
  ['toString', true, 'Box has no option “toString”. There are: fast (true or false), defaults (a JSON object).'],
  ['fast', 'no', 'The option fast of Box is not true or false.'],
  ['defaults', [], 'The option defaults of Box is not a JSON object.'],
  ['defaults', null, 'The option defaults of Box is not a JSON object.'],
])('C09: the option %s with the value %j is refused with what there is', (name, value, message) => {
  expect(() => checkKindOptions(box, { [name]: value })).toThrow(
    expect.objectContaining({ code: 'runtime.bad_option', message, details: { option: name } }),
  )
})

test('a kind without options says that it has none', () => {
  expect(() => checkKindOptions({ label: 'Other' }, { fast: true })).toThrow('Other has no option “fast”. It has none.')
})
