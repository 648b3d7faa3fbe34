import type { ReadableStore } from '../use-store.js'
import type { FieldState, ParameterForm } from './form.js'

/**
 * Tells which parameters a form shows before all are asked for: those that are neither advanced nor experimental, and any that is set,
 * changed or refused. One that was shown once stays, so that a reset does not take the row from under the hand.
 */
export function createVisibleNames(form: ParameterForm): ReadableStore<readonly string[]> {
  let shown: readonly string[] = []
  let { schema } = form.get()
  return {
    get() {
      const state = form.get()
      const before = new Set(state.schema === schema ? shown : [])
      const next = state.names.filter((name) => before.has(name) || isWanted(state.fields[name]))
      if (next.length !== shown.length || state.schema !== schema) shown = next
      schema = state.schema
      return shown
    },
    subscribe: form.subscribe,
  }
}

function isWanted(field: FieldState | undefined): boolean {
  if (field === undefined) return false
  const { advanced = false, experimental = false } = field.parameter
  return (!advanced && !experimental) || field.isSet || field.isChanged || field.issues.length > 0
}
