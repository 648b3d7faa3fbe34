'use client'
import { type ReactNode, useState } from 'react'

import { Icon } from '../../icon.js'
import { chevronDownIcon } from '../../icons.js'
import { useWords } from '../use-words.js'
import type { FieldProps } from './field-props.js'

/** Several of the options: a line that says which, and under it, when opened, a checkbox for each. */
export function CheckboxMenu({
  form,
  field,
  id,
  describedBy,
  isInvalid,
  entries,
  options,
}: CheckboxMenuProps): ReactNode {
  const { say, text, value: word } = useWords()
  const [isOpen, setOpen] = useState(false)
  // What is chosen and not offered stays in sight, or nobody could take it out.
  const all = [...options, ...entries.filter((entry) => !options.includes(entry))]
  const chosen = new Set(entries)

  function toggle(option: string): void {
    const next = chosen.has(option)
      ? entries.filter((entry) => entry !== option)
      : all.filter((one) => one === option || chosen.has(one))
    form.set(field.name, next)
  }

  return (
    <details
      className="venom-menu"
      data-slot="list"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary
        id={id}
        className="venom-select"
        aria-labelledby={`${id}-label ${id}-chosen`}
        aria-describedby={describedBy}
      >
        <span id={`${id}-chosen`}>
          {word(field.parameter, entries)}
          <span className="venom-visually-hidden">, {say('chosen', { count: entries.length, all: all.length })}</span>
        </span>
        <Icon shape={chevronDownIcon} />
      </summary>
      {isOpen && (
        <fieldset className="venom-menu-options" aria-labelledby={`${id}-label`} data-invalid={isInvalid}>
          {all.map((option) => (
            <label key={option} className="venom-menu-option">
              <input type="checkbox" checked={chosen.has(option)} onChange={() => toggle(option)} />
              <span>{text(option)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </details>
  )
}

interface CheckboxMenuProps extends FieldProps {
  readonly entries: readonly string[]
  readonly options: readonly string[]
}
