'use client'
import type { ReactNode } from 'react'

import type { FieldProps } from './field-props.js'

/** A switch. */
export function SwitchField({ form, field, id, describedBy }: FieldProps): ReactNode {
  const isOn = field.value === true
  return (
    <button
      id={id}
      className="venom-switch"
      data-slot="switch"
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      onClick={() => form.set(field.name, !isOn)}
    />
  )
}
