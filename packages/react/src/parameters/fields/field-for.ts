import type { ComponentType } from 'react'

import type { FieldProps } from './field-props.js'
import { JsonField } from './json-field.js'
import { ListField } from './list-field.js'
import { NumberField } from './number-field.js'
import { SelectField } from './select-field.js'
import { SwitchField } from './switch-field.js'
import { TextField } from './text-field.js'

/** The control of a type, and where it stands: at the value's edge of the row, or under it. */
export interface FieldPart {
  readonly Part: ComponentType<FieldProps>
  readonly place: 'edge' | 'under'
}

const parts: Readonly<Record<string, FieldPart>> = {
  float: { Part: NumberField, place: 'edge' },
  int: { Part: NumberField, place: 'edge' },
  bool: { Part: SwitchField, place: 'edge' },
  enum: { Part: SelectField, place: 'edge' },
  list: { Part: ListField, place: 'under' },
  string: { Part: TextField, place: 'under' },
}

/** The control for a type of parameter. One that is not known is only shown. */
export function fieldFor(type: string): FieldPart {
  return (Object.hasOwn(parts, type) ? parts[type] : undefined) ?? { Part: JsonField, place: 'under' }
}
