'use client'
import type { ReactNode } from 'react'

import { useWords } from '../use-words.js'
import { chooseAt, keyOf, placeOf, type SelectProps } from './select-option.js'

/** One of its options, in the platform's own select. */
export function NativeSelect({ form, field, parameter, id, describedBy, isInvalid }: SelectProps): ReactNode {
  const { value: word } = useWords()
  const { name, value } = field
  const place = placeOf(parameter, value)
  return (
    <select
      id={id}
      className="venom-select"
      data-slot="select"
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      value={place}
      onChange={({ target }) => chooseAt(form, name, parameter, target.value)}
    >
      {place < 0 && <option value={-1}>{word(parameter, value)}</option>}
      {parameter.options.map((option, index) => (
        <option key={keyOf(option)} value={index}>
          {word(parameter, option)}
        </option>
      ))}
    </select>
  )
}
