import type { ParameterValue } from '@venom/core'
import { createParameterForm, type FormState, type ParameterForm } from '@venom/react/parameters'

/** A parameter that goes along with the next question. */
export interface SentValue {
  readonly name: string
  readonly value: ParameterValue
  /** Whether it is an override of this model, not something that its manifest says. */
  readonly isYours: boolean
}

/** The form of no model. */
export const untuned: ParameterForm = createParameterForm({ schema: {} })

/** What is sent with a question, before any change that is not applied: overrides first, then what else somebody set. */
export function sentValues({ names, fields }: FormState): readonly SentValue[] {
  const values = names.flatMap((name): SentValue[] => {
    const field = fields[name]
    if (field?.saved !== undefined) return [{ name, value: field.saved, isYours: true }]
    return field?.below.standing === 'set' ? [{ name, value: field.below.value, isYours: false }] : []
  })
  return values.toSorted((a, b) => Number(b.isYours) - Number(a.isYours))
}
