import type { ParameterValue, Values } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { FormState, ParameterForm } from './form.js'
import { saved, schema } from './form.fixture.js'
import { createParameterForm } from './form-store.js'

/** What a form must do, said in the simplest way: values by name, and the numbers that are half typed. */
interface Model {
  draft: Map<string, ParameterValue>
  half: Set<string>
  saved: Values
}

/** One thing that can be done to a form, and what it means. */
interface Deed {
  readonly names: readonly string[]
  readonly toForm: (form: ParameterForm) => void
  readonly toModel: (model: Model) => void
}

const numbers = ['temperature', 'top_k', 'top_p', 'max_tokens']
const names = Object.keys(schema)
const number = fc.constantFrom(-1, 0, 0.7, 1, 20, 300, 9_000)
const texts = fc.constantFrom<readonly [string, number | '' | undefined]>(
  ['0,7', 0.7],
  ['0.70', 0.7],
  ['1e-3', 0.001],
  ['300', 300],
  ['', ''],
  ['1e', undefined],
  ['-', undefined],
)

function settle({ draft, half }: Model, name: string, value: ParameterValue | undefined): void {
  half.delete(name)
  if (value === undefined) draft.delete(name)
  else draft.set(name, value)
}

const setting = fc.record({ name: fc.constantFrom(...numbers), value: number }).map(({ name, value }): Deed => ({
  names: [name],
  toForm: (form) => form.set(name, value),
  toModel: (model) => settle(model, name, value),
}))
const switching = fc
  .record({ name: fc.constantFrom('ignore_eos'), value: fc.boolean() })
  .map(({ name, value }): Deed => ({
    names: [name],
    toForm: (form) => form.set(name, value),
    toModel: (model) => settle(model, name, value),
  }))
const typing = fc
  .record({ name: fc.constantFrom(...numbers), typed: texts })
  .map(({ name, typed: [text, meaning] }): Deed => ({
    names: [name],
    toForm: (form) => form.type(name, text),
    toModel: (model) => {
      if (meaning === undefined) model.half.add(name)
      else settle(model, name, meaning === '' ? undefined : meaning)
    },
  }))
const committing = fc
  .constantFrom(...numbers)
  .map((name): Deed => ({ names: [name], toForm: (form) => form.commit(name), toModel: () => undefined }))
const resetting = fc.option(fc.subarray(names), { nil: undefined }).map((some): Deed => ({
  names: some ?? names,
  toForm: (form) => form.reset(some),
  toModel: (model) => (some ?? names).forEach((name) => settle(model, name, undefined)),
}))
const discarding = fc.option(fc.subarray(names), { nil: undefined }).map((some): Deed => ({
  names: some ?? names,
  toForm: (form) => form.discard(some),
  toModel: (model) => (some ?? names).forEach((name) => settle(model, name, model.saved[name])),
}))
const refusing = fc.constantFrom(...names).map((path): Deed => ({
  // The refusals that were there before go.
  names,
  toForm: (form) => form.refuse([{ path, code: 'parameter.max', message: 'No.' }]),
  toModel: () => undefined,
}))
const loading = fc.dictionary(fc.constantFrom(...numbers), number).map((values): Deed => ({
  names,
  toForm: (form) => form.load(saved(values)),
  toModel: (model) => {
    for (const name of names) {
      const isChanged = model.half.has(name) || model.draft.get(name) !== model.saved[name]
      if (!isChanged) settle(model, name, values[name])
    }
    model.saved = values
  },
}))
const deeds = fc.array(fc.oneof(setting, switching, typing, committing, resetting, discarding, refusing, loading), {
  maxLength: 30,
})

function run(all: readonly Deed[], check: (form: ParameterForm, model: Model, before: FormState, deed: Deed) => void) {
  const form = createParameterForm(saved({ temperature: 0.7 }))
  const model: Model = { draft: new Map([['temperature', 0.7]]), half: new Set(), saved: { temperature: 0.7 } }
  for (const deed of all) {
    const before = form.get()
    deed.toForm(form)
    deed.toModel(model)
    check(form, model, before, deed)
  }
}

test('whatever is done, the values and the counts are those of the simplest model', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      run(all, (form, { draft, half, saved }) => {
        const state = form.get()

        expect(state.values).toEqual(Object.fromEntries([...draft].filter(([name]) => !half.has(name))))
        expect(state.saved).toEqual(saved)
        expect(state.changes).toBe(names.filter((name) => half.has(name) || draft.get(name) !== saved[name]).length)
        expect(Object.values(state.fields).filter(({ issues }) => issues.length > 0)).toHaveLength(state.problems)
      })
    }),
  )
})

test('whatever is done, a field that says the same stays the same object', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      run(all, (form, _model, before) => {
        for (const name of names) {
          const [was, is] = [before.fields[name], form.get().fields[name]]
          expect(was === is).toBe(JSON.stringify(was) === JSON.stringify(is))
        }
      })
    }),
  )
})

test('whatever is done to one field, others are the same object unless a rule names them', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      run(all, (form, _model, before, deed) => {
        const others = names.filter((name) => !deed.names.includes(name) && name !== 'ignore_eos')

        expect(others.map((name) => form.get().fields[name])).toEqual(others.map((name) => before.fields[name]))
        expect(others.every((name) => form.get().fields[name] === before.fields[name])).toBe(true)
      })
    }),
  )
})

test('readers are told exactly when the state is another one', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const form = createParameterForm(saved())
      for (const deed of all) {
        const before = form.get()
        let calls = 0
        const stop = form.subscribe(() => (calls += 1))
        deed.toForm(form)
        stop()
        expect(calls).toBe(form.get() === before ? 0 : 1)
      }
    }),
  )
})
