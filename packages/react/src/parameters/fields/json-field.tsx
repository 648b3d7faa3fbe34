'use client'
import type { ReactNode } from 'react'

import { useWords } from '../use-words.js'
import type { FieldProps } from './field-props.js'
import { warnOfType } from './warn-of-type.js'

/** A value of a type that this form has no control for: shown as it came, never as something that it is not. */
export function JsonField({ field, id, describedBy }: FieldProps): ReactNode {
  const { say } = useWords()
  const { type }: { readonly type: string } = field.parameter
  warnOfType(field.name, type)
  return (
    <>
      <output id={id} className="venom-json venom-figure" data-slot="json" aria-describedby={describedBy}>
        {JSON.stringify(field.value)}
      </output>
      <p className="venom-parameter-note">{say('readOnly', { type })}</p>
    </>
  )
}
