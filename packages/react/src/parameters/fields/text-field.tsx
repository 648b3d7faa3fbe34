'use client'
import type { ReactNode } from 'react'

import type { FieldProps } from './field-props.js'

/** A free text that grows with its lines. */
export function TextField({ form, field, id, describedBy, isInvalid }: FieldProps): ReactNode {
  return (
    <textarea
      id={id}
      className="venom-text-field"
      data-slot="text"
      rows={1}
      spellCheck={false}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      value={String(field.value)}
      onChange={({ target }) => form.set(field.name, target.value)}
    />
  )
}
