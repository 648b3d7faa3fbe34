'use client'
import type { Issue, Values } from '@venom/core'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { alertIcon, resetIcon } from '../icons.js'
import { useLanguage } from '../text/language-provider.js'
import type { StepRange } from './arithmetic/round-to-step.js'
import type { FieldState, ParameterForm } from './form.js'
import type { LayerLabels, Words } from './use-words.js'

/** What stands under a control: the ends of its range or what is wrong in their place, the way back, and notes. */
export function ParameterNotes(props: ParameterNotesProps): ReactNode {
  const { id, form, field, issues, range, words } = props
  const { parameter, needs } = field
  const { text } = words
  const ends = words.range(parameter)
  const hasEnds = issues.length === 0 && range !== undefined
  const unit = parameter.unit === undefined ? '' : ` ${text(parameter.unit)}`
  return (
    <div className="venom-parameter-notes" data-slot="notes" data-room={range === undefined ? 1 : 2}>
      <div className="venom-parameter-foot">
        {hasEnds && (
          <span className="venom-parameter-end venom-figure" aria-hidden="true">
            {words.end(range.min)}
          </span>
        )}
        <div id={`${id}-wrong`} className="venom-parameter-wrong" aria-live="polite">
          {issues.slice(0, 3).map((issue) => {
            const said = words.issue(issue, field)
            return (
              <p key={issue.path + issue.code} className="venom-parameter-note" data-tone="bad">
                <Icon shape={alertIcon} />
                <span lang={said === issue.message ? 'en' : undefined}>{said}</span>
              </p>
            )
          })}
        </div>
        {field.isSet && <ResetButton {...props} />}
        {hasEnds && (
          <span className="venom-parameter-end venom-figure" aria-hidden="true">
            {words.end(range.max)}
            {unit}
          </span>
        )}
      </div>
      {ends !== '' && (
        // Under a slider the figures at its ends say it; for a screen reader it is part of the description.
        <p id={`${id}-range`} className="venom-parameter-note" hidden={range !== undefined || issues.length > 0}>
          {ends}
        </p>
      )}
      <div id={`${id}-notes`}>
        {needs !== undefined && (
          <p className="venom-parameter-note">
            <Needs form={form} needs={needs} words={words} />
          </p>
        )}
        {parameter.warn !== undefined && (
          <p className="venom-parameter-note" data-tone="warn">
            <Icon shape={alertIcon} />
            <span>{text(parameter.warn)}</span>
          </p>
        )}
      </div>
    </div>
  )
}

interface ParameterNotesProps {
  readonly id: string
  readonly form: ParameterForm
  readonly field: FieldState
  readonly issues: readonly Issue[]
  readonly range: StepRange | undefined
  readonly label: string
  readonly words: Words
  readonly layerLabels: LayerLabels | undefined
}

function ResetButton({ id, form, field, label, words, layerLabels }: ParameterNotesProps): ReactNode {
  const { name, parameter, below } = field
  const { say } = words
  const value = words.value(parameter, below.value)
  const layer = words.layer(below.layer, below.standing, layerLabels)
  const action = below.standing === 'assumed' ? say('backToServer') : say('backTo', { value, layer })

  function reset(): void {
    form.reset([name])
    // The button goes with what it took back, and the focus would go with it.
    const control = document.getElementById(`${id}-slider`) ?? document.getElementById(id)
    control?.focus({ preventScroll: true })
  }

  return (
    <button
      type="button"
      className="venom-parameter-reset"
      aria-label={say('backOf', { action, label })}
      onClick={reset}
    >
      <Icon shape={resetIcon} />
      <span>{action}</span>
    </button>
  )
}

function Needs({ form, needs, words }: NeedsProps): string {
  const { tag } = useLanguage()
  const { schema } = form.get()
  const conditions = Object.entries(needs).flatMap(([name, value]) => {
    const parameter = schema[name]
    return parameter === undefined ? [] : [`${words.text(parameter.label ?? name)} = ${words.value(parameter, value)}`]
  })
  return words.say('needs', { conditions: new Intl.ListFormat(tag).format(conditions) })
}

interface NeedsProps {
  readonly form: ParameterForm
  readonly needs: Values
  readonly words: Words
}
