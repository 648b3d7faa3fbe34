import type { EnumParameter, ParameterValue } from '@venom/core'

import type { ParameterForm } from '../form.js'
import type { FieldProps } from './field-props.js'

/** What a select takes: a field that is one of its options. */
export interface SelectProps extends FieldProps {
  readonly parameter: EnumParameter
}

/** The place of a value among the options, -1 for none. Options can be a number and the text of its figures: only the place tells them apart. */
export function placeOf({ options }: EnumParameter, value: ParameterValue): number {
  return options.findIndex((option) => option === value)
}

/** Sets the option of a place. */
export function chooseAt(form: ParameterForm, name: string, { options }: EnumParameter, place: string): void {
  const option = options[Number(place)]
  if (option !== undefined) form.set(name, option)
}

/** A key for an option. */
export function keyOf(option: string | number): string {
  return JSON.stringify(option)
}
