import { expect, test } from 'vitest'

import { field, saved, schema } from './form.fixture.js'
import { createParameterForm } from './form-store.js'

test('T10: typing changes the value with every number on the way, and clamps none', () => {
  const form = createParameterForm({ schema })
  const seen = ['0', '0,', '0,7', '0,75', '17', '1e', '1e-', '1e-3'].map((text) => {
    form.type('temperature', text, 'pl')
    const { value, text: shown } = field(form, 'temperature')
    return [shown, value, form.get().problems]
  })

  expect(seen).toEqual([
    ['0', 0, 0],
    ['0,', 0, 0],
    ['0,7', 0.7, 0],
    ['0,75', 0.75, 0],
    ['17', 17, 1],
    ['1e', 17, 1],
    ['1e-', 17, 1],
    ['1e-3', 0.001, 0],
  ])
})

test('T10: a half-typed number keeps its text and is in no values', () => {
  const form = createParameterForm(saved({ temperature: 0.65 }))

  form.type('temperature', '1e')

  expect(form.get()).toMatchObject({ values: {}, changes: 1, problems: 1 })
  expect(field(form, 'temperature')).toMatchObject({
    text: '1e',
    value: 0.65,
    isChanged: true,
    issues: [{ path: 'temperature', code: 'parameter.type' }],
  })
})

test('the end of typing takes the text of a number, and leaves one that is none', () => {
  const form = createParameterForm({ schema })

  form.type('temperature', '0,70')
  form.commit('temperature')
  expect(field(form, 'temperature')).toMatchObject({ text: undefined, value: 0.7 })

  form.type('temperature', 'warm')
  form.commit('temperature')
  expect(field(form, 'temperature')).toMatchObject({ text: 'warm', value: 0.7 })
  expect(form.get().problems).toBe(1)
})

test('an emptied number field takes its value out of the draft', () => {
  const form = createParameterForm(saved({ temperature: 0.65 }))

  form.type('temperature', ' ')
  expect(form.get()).toMatchObject({ values: {}, changes: 1, problems: 0 })
  expect(field(form, 'temperature')).toMatchObject({ text: ' ', isSet: false, value: 0.8 })

  form.commit('temperature')
  expect(field(form, 'temperature')).toMatchObject({ text: undefined, layer: 'runtime' })
})

test('what is typed is read in its language and for its parameter', () => {
  const form = createParameterForm({ schema })

  form.type('temperature', '1,234')
  expect(field(form, 'temperature').issues).toMatchObject([{ code: 'parameter.type' }])

  form.type('temperature', '1,234', 'pl')
  form.type('max_tokens', '4k')
  form.type('top_k', '1.5')
  expect(form.get().values).toEqual({ temperature: 1.234, max_tokens: 4096, top_k: 1.5 })
  expect(field(form, 'top_k').issues).toMatchObject([{ code: 'parameter.type', limit: 'int' }])
})

test('a slider that moves ends what was being typed', () => {
  const form = createParameterForm({ schema })
  form.type('temperature', '1e')

  form.set('temperature', 0.5)

  expect(field(form, 'temperature')).toMatchObject({ text: undefined, value: 0.5, issues: [] })
})

test('typing into what is no number, and any unknown name, does nothing', () => {
  const form = createParameterForm({ schema })
  const before = form.get()

  form.type('stop', '1')
  form.set('temprature', 1)
  form.set('constructor', 1)
  form.type('gone', '1')
  form.commit('gone')
  form.reset(['gone'])
  form.discard(['gone'])

  expect(form.get()).toBe(before)
})

test('T11: a refusal stands at its field until that field changes, and only there', () => {
  const form = createParameterForm(saved())
  const refusal = { path: 'max_tokens', code: 'parameter.max', message: 'The window has 4096.', limit: 4096 } as const
  form.set('max_tokens', 5000)

  form.refuse([refusal, { path: 'stop.2', code: 'parameter.length', message: 'Too long.' }])
  expect(form.get().problems).toBe(2)
  expect(field(form, 'stop').issues).toMatchObject([{ path: 'stop.2' }])

  form.set('temperature', 1)
  form.set('max_tokens', 5000)
  form.commit('max_tokens')
  expect(field(form, 'max_tokens')).toMatchObject({ issues: [refusal], refused: [refusal] })

  form.set('max_tokens', 4000)
  expect(field(form, 'max_tokens').issues).toEqual([])
  expect(form.get().problems).toBe(1)
})

test('T11: a refused rule goes with any change, as any of its values can mend it', () => {
  const form = createParameterForm({ schema })
  form.set('ignore_eos', true)
  form.refuse([{ path: 'ignore_eos', code: 'parameter.rule', message: 'It never ends.' }])
  expect(form.get().problems).toBe(1)

  form.set('max_tokens', 200)

  expect(form.get().problems).toBe(0)
})

test('T11: a refusal that names no field stands at the form until a value changes', () => {
  const form = createParameterForm({ schema })
  const refusals = [
    { path: 'mirostat_tau', code: 'parameter.unsupported', message: 'Not here.' },
    { path: '', code: 'parameter.type', message: 'Must be an object.' },
  ] as const

  form.refuse(refusals)
  expect(form.get()).toMatchObject({ unplaced: refusals, problems: 0 })

  form.set('temperature', 1)
  expect(form.get().unplaced).toEqual([])
})

test('what the schema says already is not said a second time by the server', () => {
  const form = createParameterForm({ schema })
  form.set('temperature', 3)

  form.refuse([{ path: 'temperature', code: 'parameter.max', message: 'Too hot.', limit: 2 }])

  expect(field(form, 'temperature')).toMatchObject({ issues: [{ limit: 2 }], refused: [] })
})
