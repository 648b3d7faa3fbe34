'use client'
import { useStore } from '../use-store.js'
import type { FormState, ParameterForm } from './form.js'

/** Reads a whole form, and renders again after each of its changes. A part that shows one field reads it by `useField`. */
export function useForm(form: ParameterForm): FormState {
  return useStore(form)
}
