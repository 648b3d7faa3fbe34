import { catalogue } from '@venom/core'
import { expect, test } from 'vitest'

import { field, saved, schema } from './form.fixture.js'
import { createParameterForm } from './form-store.js'

const { temperature, top_p, seed } = catalogue

test('T11: a new state of the server keeps what is not saved, and takes the rest', () => {
  const form = createParameterForm(saved({ temperature: 0.65, top_p: 0.5 }))
  form.set('temperature', 1)
  form.type('max_tokens', '12k')
  form.type('top_k', '1e')
  form.refuse([{ path: 'temperature', code: 'parameter.max', message: 'Too hot.' }])

  expect(form.load(saved({ temperature: 0.2, top_p: 0.4 }))).toEqual([])

  expect(form.get()).toMatchObject({
    values: { temperature: 1, top_p: 0.4, max_tokens: 12_288 },
    saved: { temperature: 0.2, top_p: 0.4 },
    changes: 3,
  })
  expect(field(form, 'temperature').issues).toEqual([])
  expect(field(form, 'top_k')).toMatchObject({ text: '1e', isChanged: true })
  expect(field(form, 'max_tokens').text).toBe('12k')
})

test('after the draft was saved it is no change any more', () => {
  const form = createParameterForm(saved())
  form.set('temperature', 1)

  form.load(saved({ temperature: 1 }))

  expect(form.get()).toMatchObject({ values: { temperature: 1 }, changes: 0 })
})

test('T10: a new schema keeps changes whose parameters are still there and names those that had to go', () => {
  const form = createParameterForm({ schema })
  form.set('temperature', 1)
  form.set('top_k', 7)
  form.set('mirostat', 1)
  form.set('mirostat', 0)

  const next = { temperature: { ...temperature, max: 0.9 }, top_p, seed }
  expect(form.load({ schema: next })).toEqual(['top_k', 'mirostat'])

  expect(form.get()).toMatchObject({ names: ['temperature', 'top_p', 'seed'], values: { temperature: 1 }, problems: 1 })
})

test('a parameter that became another kind loses its text, and its value is judged anew', () => {
  const form = createParameterForm({ schema: { mode: { type: 'int', default: 1 } } })
  form.type('mode', '2')

  form.load({ schema: { mode: { type: 'enum', default: 'a', options: ['a', 'b'] } } })

  expect(field(form, 'mode')).toMatchObject({ text: undefined, value: 2, issues: [{ code: 'parameter.option' }] })
})

test('values of a source are the draft, and saved where nothing else says what is', () => {
  const form = createParameterForm({ schema, values: { temperature: 1, gone: 3 } })
  expect(form.get()).toMatchObject({ values: { temperature: 1 }, saved: { temperature: 1 }, changes: 0 })

  const other = createParameterForm({ ...saved({ temperature: 0.65 }), values: { top_p: 0.5 } })
  expect(other.get()).toMatchObject({ values: { top_p: 0.5 }, saved: { temperature: 0.65 }, changes: 2 })

  other.load({ ...saved({ temperature: 0.65 }), values: {} })
  expect(other.get()).toMatchObject({ values: {}, changes: 1 })
})
