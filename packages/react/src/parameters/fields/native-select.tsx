'use client'
import { type ReactNode, useState } from 'react'

import { useWords } from '../use-words.js'
import { chooseAt, keyOf, placeOf, type SelectProps } from './select-option.js'

/** So many options are always there. */
const fewOptions = 64

/** One of its options, in the platform's own select. Many options are made when somebody turns to it: a form may have 256 such fields. */
export function NativeSelect({ form, field, parameter, id, describedBy, isInvalid }: SelectProps): ReactNode {
  const { value: word } = useWords()
  const { name, value } = field
  const place = placeOf(parameter, value)
  const [isWanted, setWanted] = useState(parameter.options.length <= fewOptions)
  const want = (): void => setWanted(true)
  return (
    <select
      id={id}
      className="venom-select"
      data-slot="select"
      data-long={parameter.options.length > fewOptions ? '' : undefined}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      value={place}
      onFocus={want}
      onPointerDown={want}
      onChange={({ target }) => chooseAt(form, name, parameter, target.value)}
    >
      {place < 0 && <option value={-1}>{word(parameter, value)}</option>}
      {parameter.options.map(
        (option, index) =>
          (isWanted || index === place) && (
            <option key={keyOf(option)} value={index}>
              {word(parameter, option)}
            </option>
          ),
      )}
    </select>
  )
}
