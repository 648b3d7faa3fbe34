'use client'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'

import { isComposing } from '../../is-composing.js'
import { useLanguage } from '../../text/language-provider.js'
import { keyStep } from '../arithmetic/key-step.js'
import { fieldRange, sliderRange } from '../arithmetic/slider-range.js'
import type { FieldState } from '../form.js'
import { isNumeric } from '../form-data.js'
import { useWords } from '../use-words.js'
import type { FieldProps } from './field-props.js'
import { partStyle } from './part-style.js'

const keys = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']

/** A number as text: nothing is clamped, and what is no number yet stays as it was typed. Enter ends typing, Escape takes it back. */
export function NumberField({ form, field, id, describedBy, isInvalid, onTyping }: FieldProps): ReactNode {
  const { tag } = useLanguage()
  const words = useWords()
  const before = useRef<FieldState>(undefined)
  const { name, parameter, value, text } = field
  if (!isNumeric(parameter)) return null
  const shown = text ?? words.number(parameter, Number(value))

  function end(): void {
    before.current = undefined
    onTyping(false)
    form.commit(name)
  }

  function takeBack(event: KeyboardEvent): void {
    if (before.current === undefined) return
    // It is this field's Escape, not that of the panel around it.
    event.stopPropagation()
    const { isSet, value, text } = before.current
    if (isSet) form.set(name, value)
    else form.reset([name])
    if (text !== undefined) form.type(name, text, tag)
    end()
  }

  function press(event: KeyboardEvent): void {
    if (isComposing(event)) return
    if (event.key === 'Enter') return end()
    if (event.key === 'Escape') return takeBack(event)
    if (!isNumeric(parameter) || !keys.includes(event.key)) return
    const next = keyStep(Number(value), event, fieldRange(parameter))
    if (next === undefined) return
    event.preventDefault()
    before.current ??= field
    onTyping(false)
    form.set(name, next)
  }

  return (
    <input
      id={id}
      className="venom-number venom-figure"
      data-slot="number"
      style={partStyle({ '--venom-figures': figures(parameter, words.number) })}
      type="text"
      inputMode={parameter.type === 'int' && parameter.min !== undefined && parameter.min >= 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      role="spinbutton"
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      aria-valuenow={Number(value)}
      aria-valuetext={shown}
      aria-valuemin={parameter.min}
      aria-valuemax={parameter.max}
      value={shown}
      onChange={({ target }) => {
        before.current ??= field
        onTyping(true)
        form.type(name, target.value, tag)
      }}
      onBlur={end}
      onKeyDown={press}
    />
  )
}

/** Width in figures: that of the numbers a slider can bring, so that it does not change with the value. */
function figures(
  parameter: FieldState['parameter'],
  number: (parameter: FieldState['parameter'], value: number) => string,
): number {
  if (!isNumeric(parameter)) return 0
  const { min, max } = sliderRange(parameter) ?? fieldRange(parameter)
  const widths = [min, max, parameter.default].map((value) =>
    Number.isFinite(value) ? number(parameter, value).length : 0,
  )
  return Math.min(Math.max(...widths, 5), 11)
}
