import { catalogue, resolve } from '@venom/core'
import { expect, test, vi } from 'vitest'

import { field, saved, schema } from './form.fixture.js'
import { createFormStore, createParameterForm } from './form-store.js'

const { top_p } = catalogue

test('T10: from a schema alone every field shows its default, and nothing is set', () => {
  const form = createParameterForm({ schema })

  expect(form.get()).toMatchObject({ values: {}, saved: {}, changes: 0, problems: 0 })
  expect(field(form, 'temperature')).toMatchObject({
    value: 0.7,
    isSet: false,
    layer: 'built-in',
    standing: 'assumed',
    below: { layer: 'built-in', value: 0.7 },
    issues: [],
  })
})

test('T10: a field shows who set its value, and what a reset brings', () => {
  const form = createParameterForm(saved({ temperature: 0.65 }))

  expect(field(form, 'temperature')).toMatchObject({
    value: 0.65,
    isSet: true,
    isChanged: false,
    saved: 0.65,
    layer: 'override',
    standing: 'set',
    below: { layer: 'runtime', standing: 'reported', value: 0.8 },
  })
  expect(field(form, 'top_k')).toMatchObject({ value: 20, isSet: false, layer: 'manifest', standing: 'set' })
  expect(field(form, 'top_p')).toMatchObject({ value: 0.9, layer: 'built-in', standing: 'assumed' })
})

test('a value is set, even to what is below, and counted as a change until it is what is saved', () => {
  const form = createParameterForm(saved({ temperature: 0.65 }))

  form.set('temperature', 0.8)
  expect(form.get()).toMatchObject({ values: { temperature: 0.8 }, changes: 1 })
  expect(field(form, 'temperature')).toMatchObject({ isSet: true, isChanged: true, layer: 'override' })

  form.set('temperature', 0.65)
  expect(form.get().changes).toBe(0)
})

test('T10: fields, groups of them and all are reset to the layer below', () => {
  const form = createParameterForm(saved({ temperature: 0.65, top_p: 0.5, max_tokens: 300, stop: ['x'] }))

  form.reset(['temperature'])
  expect(form.get().values).toEqual({ top_p: 0.5, max_tokens: 300, stop: ['x'] })
  expect(field(form, 'temperature')).toMatchObject({ value: 0.8, isSet: false, isChanged: true, layer: 'runtime' })

  form.reset(['top_p', 'max_tokens'])
  expect(form.get().values).toEqual({ stop: ['x'] })

  form.reset()
  expect(form.get()).toMatchObject({ values: {}, changes: 4 })
})

test('what is saved is brought back: of one field, or of all', () => {
  const form = createParameterForm(saved({ temperature: 0.65, top_p: 0.5 }))
  form.set('temperature', 1)
  form.reset(['top_p'])
  form.type('top_k', '12x')

  form.discard(['temperature'])
  expect(form.get()).toMatchObject({ values: { temperature: 0.65 }, changes: 2, problems: 1 })

  form.discard()
  expect(form.get()).toMatchObject({ values: { temperature: 0.65, top_p: 0.5 }, changes: 0, problems: 0 })
  expect(field(form, 'top_k').text).toBeUndefined()
})

test('T10: a value out of range is kept as it is and named', () => {
  const form = createParameterForm({ schema })

  form.set('temperature', 2.4)

  expect(form.get()).toMatchObject({ values: { temperature: 2.4 }, problems: 1 })
  expect(field(form, 'temperature')).toMatchObject({ value: 2.4, issues: [{ code: 'parameter.max', limit: 2 }] })
})

test('a parameter that has no effect says which values it needs, as long as it does', () => {
  const form = createParameterForm({ schema })
  expect(field(form, 'top_p').needs).toBeUndefined()

  form.set('mirostat', 2)
  expect(field(form, 'top_p').needs).toEqual({ mirostat: 0 })
  expect(field(form, 'temperature').needs).toBeUndefined()

  form.reset(['mirostat'])
  expect(field(form, 'top_p').needs).toBeUndefined()
})

test('a condition on a parameter that is not there asks for nothing', () => {
  const form = createParameterForm({ schema: { top_p } })

  expect(field(form, 'top_p').needs).toBeUndefined()
})

test('a rule between values is judged on all that is set, by the layers below too', () => {
  const sources = resolve(schema, [{ name: 'manifest', standing: 'set', values: { max_tokens: -1 } }])
  const form = createParameterForm({ schema, sources })

  form.set('ignore_eos', true)
  expect(field(form, 'ignore_eos').issues).toMatchObject([{ code: 'parameter.rule' }])
  expect(form.get().problems).toBe(1)

  form.set('stop', ['END'])
  expect(form.get().problems).toBe(0)
})

test('a value that a layer below has wrong is not the problem of the form', () => {
  const sources = resolve(schema, [{ name: 'runtime', standing: 'reported', values: { top_k: 0 } }])
  const form = createParameterForm({ schema, sources })

  expect(field(form, 'top_k')).toMatchObject({ value: 0, issues: [] })
  expect(form.get().problems).toBe(0)
})

test('the same said once more is no news', () => {
  const form = createParameterForm(saved({ temperature: 0.65, stop: ['a'] }))
  const before = form.get()
  const listener = vi.fn()
  form.subscribe(listener)

  form.set('temperature', 0.65)
  form.set('stop', ['a'])
  form.load(saved({ temperature: 0.65, stop: ['a'] }, structuredClone(schema)))

  expect(form.get()).toBe(before)
  expect(listener).not.toHaveBeenCalled()
})

test('functions can be passed on alone', () => {
  const { set, get } = createParameterForm({ schema })

  set('temperature', 1)

  expect(get().values).toEqual({ temperature: 1 })
})

test('a type that is not known yet is shown and not judged', () => {
  const future = Object.assign({ type: 'string', default: '' } as const, { type: 'colour' })
  const form = createParameterForm({ schema: { tint: future }, values: { tint: 'red' } })

  expect(field(form, 'tint')).toMatchObject({ value: 'red', issues: [] })
})

test('an owner hears of edits that changed the values, and of nothing that comes from outside', () => {
  const { form, edited, adopt, follow } = createFormStore(saved({ temperature: 0.65 }))
  const heard: unknown[] = []
  edited.subscribe(() => heard.push(edited.get()))

  form.set('temperature', 0.65)
  form.commit('temperature')
  form.load(saved({ temperature: 0.5 }))
  follow(saved({ temperature: 0.4 }))
  adopt({ temperature: 0.3 })
  form.refuse([])
  expect(heard).toEqual([])

  form.type('temperature', '1')
  form.type('temperature', '1e')
  form.type('temperature', '1e0')
  form.discard()
  expect(heard).toEqual([{ temperature: 1 }, {}, { temperature: 1 }, { temperature: 0.4 }])
})

test('an owner that brings the values of the draft does not end what is typed, and one that brings others does', () => {
  const { form, adopt } = createFormStore({ schema })
  form.type('temperature', '0,70')
  form.type('top_k', '1e')

  adopt({ temperature: 0.7, gone: 1 })
  expect([field(form, 'temperature').text, field(form, 'top_k').text]).toEqual(['0,70', '1e'])

  adopt({ top_k: 5 })
  expect([field(form, 'temperature').text, field(form, 'top_k').text]).toEqual([undefined, undefined])
  expect(form.get().values).toEqual({ top_k: 5 })
})

test('a source that was loaded already is not loaded once more, so refusals stay', () => {
  const source = saved({ temperature: 0.65 })
  const { form, follow } = createFormStore(source)
  form.refuse([{ path: 'top_k', code: 'parameter.max', message: 'No.' }])

  follow({ ...source })
  expect(form.get().problems).toBe(1)

  follow(saved({ temperature: 0.65 }))
  expect(form.get().problems).toBe(0)
})
