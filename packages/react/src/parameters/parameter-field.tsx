'use client'
import { type ComponentProps, type KeyboardEvent, memo, type ReactNode, useId, useState } from 'react'

import { Icon } from '../icon.js'
import { helpIcon } from '../icons.js'
import { sliderRange } from './arithmetic/slider-range.js'
import { fieldFor } from './fields/field-for.js'
import { SliderField } from './fields/slider-field.js'
import type { FieldState, ParameterForm } from './form.js'
import { isNumeric } from './form-data.js'
import { LayerBadge } from './layer-badge.js'
import { ParameterNotes } from './parameter-notes.js'
import { useField } from './use-field.js'
import { type LayerLabels, useWords, type Words } from './use-words.js'

/** One parameter: its label, who set it, its control, what is wrong with it, and what a reset would bring. */
export const ParameterField: (props: ParameterFieldProps) => ReactNode = memo(function ParameterField({
  form,
  name,
  layerLabels,
  className,
  onKeyDown,
  ...props
}: ParameterFieldProps): ReactNode {
  const field = useField(form, name)
  const words = useWords()
  const id = useId()
  const [isExplained, setExplained] = useState(false)
  const [isTyping, setTyping] = useState(false)
  if (field === undefined) return null

  const { parameter, issues, needs } = field
  const { Part, place } = fieldFor(parameter.type)
  const range = isNumeric(parameter) ? sliderRange(parameter) : undefined
  const label = words.text(parameter.label ?? name)
  // On the way to 1024 stands 1, and on the way to -1 a dash: what more typing can mend is not wrong yet.
  const wrong = isTyping ? issues.filter(({ code }) => code !== 'parameter.type' && code !== 'parameter.min') : issues
  const control = {
    form,
    field,
    id,
    describedBy: `${id}-layer ${id}-wrong ${id}-notes ${id}-range`,
    isInvalid: wrong.length > 0,
    onTyping: setTyping,
  }
  const part = <Part {...control} />

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    onKeyDown?.(event)
    if (event.key !== 'Escape' || !isExplained || event.defaultPrevented) return
    // It is this row's Escape, not that of the panel around it.
    event.preventDefault()
    setExplained(false)
  }

  return (
    // Keys of the controls inside come by here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      {...props}
      onKeyDown={press}
      className={`venom-parameter${className === undefined ? '' : ` ${className}`}`}
      data-slot="parameter"
      data-state={field.isSet ? 'set' : field.standing === 'set' ? 'below' : 'unset'}
      data-changed={field.isChanged || undefined}
      data-invalid={control.isInvalid || undefined}
      data-dimmed={needs !== undefined || undefined}
    >
      <div className="venom-parameter-head">
        <div className="venom-parameter-title">
          <span className="venom-parameter-name">
            <label id={`${id}-label`} htmlFor={id} className="venom-parameter-label">
              {label}
            </label>
            {parameter.desc !== undefined && (
              <button
                type="button"
                className="venom-parameter-about"
                aria-label={words.say('about', { label })}
                aria-expanded={isExplained}
                aria-controls={isExplained ? `${id}-about` : undefined}
                onClick={() => setExplained(!isExplained)}
              >
                <Icon shape={helpIcon} />
              </button>
            )}
          </span>
          <LayerBadge
            id={`${id}-layer`}
            layer={field.layer}
            standing={field.standing}
            label={whoSet(field, words, layerLabels)}
          />
        </div>
        {place === 'edge' && part}
      </div>
      {isExplained && (
        <p id={`${id}-about`} className="venom-parameter-desc">
          {words.text(parameter.desc ?? '')}
        </p>
      )}
      {range !== undefined && <SliderField {...control} range={range} />}
      {place === 'under' && part}
      <ParameterNotes
        id={id}
        form={form}
        field={field}
        issues={wrong}
        range={range}
        label={label}
        words={words}
        layerLabels={layerLabels}
      />
    </div>
  )
})

/** What a parameter's row takes: the form and a name of its schema, and what any div takes. */
export interface ParameterFieldProps extends Omit<ComponentProps<'div'>, 'children'> {
  readonly form: ParameterForm
  readonly name: string
  /** Names of layers for people, such as `{ runtime: 'llama-server' }`. */
  readonly layerLabels?: LayerLabels | undefined
}

function whoSet(field: FieldState, { say, layer }: Words, labels: LayerLabels | undefined): string {
  const { standing, isChanged, issues } = field
  if (issues.length > 0) return say('notSaved')
  const word = layer(field.layer, standing, labels)
  return isChanged ? say('changed', { layer: word }) : word
}
