'use client'
import { useSyncExternalStore } from 'react'

import type { FieldState, ParameterForm } from './form.js'
import { own } from './form-data.js'

/** Reads one field of a form, and renders again only when that field changes. Undefined where the schema has no such parameter. */
export function useField(form: ParameterForm, name: string): FieldState | undefined {
  const read = (): FieldState | undefined => own(form.get().fields, name)
  return useSyncExternalStore(form.subscribe, read, read)
}
