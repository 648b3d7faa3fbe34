import { catalogue } from '@venom/core'
import { expect, test } from 'vitest'

import { saved } from './form.fixture.js'
import { createParameterForm } from './form-store.js'
import { createVisibleNames } from './visible-names.js'

const { temperature, seed, mirostat } = catalogue
const schema = { temperature, seed, mirostat }

test('what is advanced or experimental is not shown at first', () => {
  const names = createVisibleNames(createParameterForm(saved({}, schema)))

  expect(names.get()).toEqual(['temperature'])
})

test('what is set or refused is shown, whatever it is', () => {
  const form = createParameterForm(saved({ seed: 7 }, schema))
  const names = createVisibleNames(form)

  form.refuse([{ path: 'mirostat', code: 'parameter.unsupported', message: 'Leave it out.' }])

  expect(names.get()).toEqual(['temperature', 'seed', 'mirostat'])
})

test('a row that a reset would hide stays', () => {
  const form = createParameterForm(saved({}, schema))
  const names = createVisibleNames(form)
  form.set('seed', 7)
  const before = names.get()

  form.reset(['seed'])

  expect(names.get()).toBe(before)
})

test('an edit that shows nothing new leaves the list the same object', () => {
  const form = createParameterForm(saved({}, schema))
  const names = createVisibleNames(form)
  const before = names.get()

  form.set('temperature', 1)

  expect(names.get()).toBe(before)
})

test('another schema starts anew', () => {
  const form = createParameterForm(saved({ seed: 7 }, schema))
  const names = createVisibleNames(form)
  names.get()

  form.load(saved({}, { temperature, seed }))

  expect(names.get()).toEqual(['temperature'])
})
