'use client'
import { type ReactNode, type Ref, useId } from 'react'

import { useForm } from '../parameters/use-form.js'
import { draftOf } from './draft.js'
import { useTuningText } from './text/use-tuning-text.js'
import { applyBlocker, openConflicts, type TuningStore } from './tuning-state.js'
import { TuningStatus } from './tuning-status.js'
import { useTuning } from './use-tuning.js'
import { useValueWords } from './use-value-words.js'

/** The foot of a tuning panel: what happened last, what the draft holds, Discard and Apply. Its height stays. */
export function TuningFoot({ tuning, ref, onLeave }: TuningFootProps): ReactNode {
  const say = useTuningText()
  const state = useTuning(tuning)
  const form = useForm(tuning.form)
  const words = useValueWords(form.schema)
  const hintId = useId()
  const countsId = useId()

  const blocker = applyBlocker(state, form)
  const canDiscard = form.changes > 0 && state.step.is !== 'running'
  const decisions = openConflicts(state.conflicts, draftOf(form))
  const toMend = form.names.find((name) => (form.fields[name]?.issues.length ?? 0) > 0)
  const counts = [
    form.changes === 0 ? say('noChanges') : say('changes', { count: form.changes }),
    ...(form.problems === 0 ? [] : [say('toMend', { count: form.problems })]),
    ...(decisions === 0 ? [] : [say('toDecide', { count: decisions })]),
  ]

  function hint(): string {
    if (blocker === 'loading') return say('waitForSettings')
    if (blocker === 'problems' && toMend !== undefined) return say('mendFirst', { label: words.label(toMend) })
    return blocker === 'conflict' ? say('decideFirst') : say('whenApplied')
  }

  return (
    <footer ref={ref} className="venom-tuning-foot" data-slot="foot" tabIndex={-1}>
      <TuningStatus tuning={tuning} decisions={decisions} hint={hint()} hintId={hintId} onLeave={onLeave} />
      <div className="venom-tuning-actions">
        <p id={countsId} data-slot="counts" data-state={form.changes === 0 ? 'clean' : 'changed'}>
          <b>{counts[0]}</b>
          {counts.slice(1).map((count) => (
            <span key={count}>, {count}</span>
          ))}
        </p>
        <button
          type="button"
          className="venom-button"
          aria-disabled={!canDiscard}
          aria-describedby={countsId}
          onClick={tuning.discard}
        >
          {say('discard')}
        </button>
        <button
          type="button"
          className="venom-button"
          data-variant="primary"
          aria-disabled={blocker !== undefined}
          aria-describedby={`${countsId} ${hintId}`}
          title={blocker === 'unchanged' ? say('nothingToApply') : undefined}
          onClick={() => void tuning.apply()}
        >
          {say('apply')}
        </button>
      </div>
    </footer>
  )
}

/** What the foot of a tuning panel takes. */
export interface TuningFootProps {
  readonly tuning: TuningStore
  readonly ref: Ref<HTMLElement>
  /** Called before a button goes. */
  readonly onLeave: () => void
}
