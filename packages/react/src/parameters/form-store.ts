import { createStore, type Store, type Values } from '@venom/core'

import { fromStart } from '../from-start.js'
import type { FormSource, FormState, ParameterForm } from './form.js'
import { build, type Edit, type Entry, type FormData, isChanged, own, same, settled, valueOf } from './form-data.js'
import { edit, typed } from './form-edit.js'
import { toShown } from './form-view.js'

/** Makes a form from a schema, and from who set what where that is known. */
export function createParameterForm(source: FormSource): ParameterForm {
  return createFormStore(source).form
}

/** A form with what a component needs that owns it. */
export interface FormStore {
  readonly form: ParameterForm
  /** The values after the last edit that changed them. What is loaded or adopted is no edit. */
  readonly edited: Pick<Store<Values>, 'get' | 'subscribe'>
  /** Makes these values the draft. What is typed stays where it says the same. */
  readonly adopt: (values: Values) => void
  /** Loads a source, unless it is the one that was loaded last. */
  readonly follow: (source: FormSource) => void
}

/** Makes a form that tells edits from what comes from outside. */
export function createFormStore(source: FormSource): FormStore {
  let shown = toShown(build(source))
  let followed = source
  const store = createStore<FormState>(shown.state)
  const edited = createStore<Values>(store.get().values)

  function show(next: FormData): void {
    shown = toShown(next, shown)
    store.set(shown.state)
  }
  function change(names: readonly string[] | undefined, to: (entry: Entry) => Edit): void {
    const before = store.get().values
    show(edit(shown.data, names, to))
    const { values } = store.get()
    if (values !== before) edited.set(values)
  }

  const form: ParameterForm = {
    ...fromStart(store),
    set: (name, value) => change([name], () => settled(value)),
    type: (name, text, tag) => change([name], (entry) => typed(entry, text, tag)),
    commit: (name) => change([name], (entry) => (entry.isHalfTyped ? entry : settled(entry.set))),
    reset: (names) => change(names, () => settled(undefined)),
    discard: (names) => change(names, ({ saved }) => settled(saved)),
    refuse: (refusals) => show({ ...shown.data, refusals }),
    load(next) {
      const changed = [...shown.data.entries].filter(([, entry]) => isChanged(entry)).map(([name]) => name)
      show(build(next, shown.data))
      return changed.filter((name) => !shown.data.entries.has(name))
    },
  }
  return {
    form,
    edited,
    adopt(values) {
      const adopted = (entry: Entry, name: string): Edit => {
        const value = own(values, name)
        return same(value, valueOf(entry)) ? entry : settled(value)
      }
      show(edit(shown.data, undefined, adopted))
    },
    follow(next) {
      if (next.schema === followed.schema && next.sources === followed.sources) return
      followed = next
      form.load(next)
    },
  }
}
