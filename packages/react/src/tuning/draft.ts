import type { Values } from '@venom/core'

import type { FieldState, FormState, ParameterForm } from '../parameters/form.js'
import { isSame, own } from './merge-values.js'

/** What a draft sets, with the last good value where a number is half typed. */
export function draftOf({ names, fields }: FormState): Values {
  return Object.fromEntries(
    names.flatMap((name) => {
      const field = fields[name]
      return field === undefined || !field.isSet ? [] : [[name, field.value] as const]
    }),
  )
}

/**
 * Makes these values the draft, touching only what differs: a number that is half typed stays as it is.
 *
 * @returns the names that this form has no field for.
 */
export function setDraft(form: ParameterForm, values: Values): readonly string[] {
  const before = form.get()
  const draft = draftOf(before)
  for (const name of before.names) {
    const value = own(values, name)
    if (isSame(value, own(draft, name))) continue
    if (value === undefined) form.reset([name])
    else form.set(name, value)
  }
  return Object.keys(values).filter((name) => !Object.hasOwn(before.fields, name))
}

/** Those values that the form has a field for. */
export function knownValues({ fields }: FormState, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(fields, name)))
}

/** Ends typing everywhere, as the focus may still be in a field. */
export function commitTexts(form: ParameterForm): void {
  const { names, fields } = form.get()
  for (const name of names) if (fields[name]?.text !== undefined) form.commit(name)
}

/** Tells whether a number is half typed in any of the fields. */
export function isHalfTyped({ fields }: FormState): boolean {
  return Object.values(fields).some(isFieldHalfTyped)
}

function isFieldHalfTyped({ text, issues }: FieldState): boolean {
  return text !== undefined && issues.some(({ code }) => code === 'parameter.type')
}
