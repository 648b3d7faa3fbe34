'use client'
import { type ReactNode, useId } from 'react'

import { useField } from '../parameters/use-field.js'
import { useForm } from '../parameters/use-form.js'
import { draftOf } from './draft.js'
import { useTuningText } from './text/use-tuning-text.js'
import { type ConflictField, conflictStanding, openConflicts, type TuningStore } from './tuning-state.js'
import { useTuning } from './use-tuning.js'
import { useValueWords } from './use-value-words.js'
import { Value } from './value-changes.js'

/** Asks for each parameter that two people changed: yours or theirs. Nothing is saved before it is answered. */
export function TuningConflict({ tuning, onLeave, children }: TuningConflictProps): ReactNode {
  const say = useTuningText()
  const { conflicts } = useTuning(tuning)
  const form = useForm(tuning.form)
  const titleId = useId()
  const isOpen = openConflicts(conflicts, draftOf(form)) > 0

  function close(): void {
    onLeave()
    tuning.dismiss()
  }

  return (
    <section
      className="venom-tuning-notice"
      data-slot="conflict"
      data-state={isOpen ? 'warn' : 'quiet'}
      aria-labelledby={titleId}
    >
      <div className="venom-tuning-notice-text">
        <h3 id={titleId}>{say('othersSaved')}</h3>
        <p>{say('bothChanged', { count: conflicts.length })}</p>
        {conflicts.map((conflict) => (
          <Choice key={conflict.name} tuning={tuning} conflict={conflict} />
        ))}
        {children}
        {isOpen || (
          <button type="button" className="venom-button" onClick={close}>
            {say('done')}
          </button>
        )}
      </div>
    </section>
  )
}

/** What a question about conflicts takes. */
export interface TuningConflictProps {
  readonly tuning: TuningStore
  /** Called before a button goes. */
  readonly onLeave: () => void
  /** Stands below the choices. */
  readonly children?: ReactNode
}

function Choice({ tuning, conflict }: ChoiceProps): ReactNode {
  const say = useTuningText()
  const group = useId()
  const words = useValueWords(tuning.form.get().schema)
  const field = useField(tuning.form, conflict.name)
  const { name, base } = conflict
  const held = field?.isSet === true ? field.value : undefined
  const standing = conflictStanding(conflict, held)
  return (
    <fieldset className="venom-tuning-choice" data-state={standing}>
      <legend>{words.label(name)}</legend>
      <div className="venom-tuning-sides">
        {(['yours', 'theirs'] as const).map((side) => (
          <label key={side} data-state={standing === side ? 'checked' : undefined}>
            <input type="radio" name={group} checked={standing === side} onChange={() => tuning.decide(name, side)} />
            <span>{say(side)}</span> <Value value={conflict[side]}>{words.value(name, conflict[side])}</Value>
          </label>
        ))}
      </div>
      <p>
        {standing === 'other'
          ? say('nowInForm', { value: words.value(name, held) })
          : say('before', { value: words.value(name, base) })}
      </p>
    </fieldset>
  )
}

interface ChoiceProps {
  readonly tuning: TuningStore
  readonly conflict: ConflictField
}
