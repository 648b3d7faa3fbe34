'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { alertIcon, closeIcon, refreshIcon } from '../icons.js'
import { useForm } from '../parameters/use-form.js'
import { useTuningText } from './text/use-tuning-text.js'
import { TuningConflict } from './tuning-conflict.js'
import type { TuningStep, TuningStore } from './tuning-state.js'
import { useFailureText } from './use-failure-text.js'
import { useTuning } from './use-tuning.js'
import { ValueChanges } from './value-changes.js'

/** Says more of what happened than one line can: a conflict, a refusal, a failure, what somebody else saved. Else it is not there. */
export function TuningNotice({ tuning, onLeave }: TuningNoticeProps): ReactNode {
  const say = useTuningText()
  const { conflicts, step } = useTuning(tuning)
  const details = isTelling(step) ? <Details tuning={tuning} step={step} isBeside={conflicts.length > 0} /> : undefined
  const state = step.is === 'failed' || step.is === 'refused' ? 'bad' : step.is === 'merged' ? 'warn' : 'quiet'

  function dismiss(): void {
    onLeave()
    tuning.dismiss()
  }
  function tryAgain(): void {
    onLeave()
    void tuning.retry()
  }

  if (conflicts.length > 0 && state !== 'bad') {
    return (
      <TuningConflict tuning={tuning} onLeave={onLeave}>
        {details}
      </TuningConflict>
    )
  }
  if (details === undefined && state !== 'bad') return null
  return (
    <div className="venom-tuning-notice" data-slot="notice" data-state={state}>
      {state === 'bad' && <Icon shape={alertIcon} />}
      <div className="venom-tuning-notice-text">
        {step.is === 'failed' && <Failure error={step.error} />}
        {step.is === 'failed' && (
          <button type="button" className="venom-button" onClick={tryAgain}>
            <Icon shape={refreshIcon} />
            {say('tryAgain')}
          </button>
        )}
        {step.is === 'refused' && <Refusal tuning={tuning} />}
        {details}
      </div>
      <button
        type="button"
        className="venom-button"
        data-variant="quiet"
        data-shape="icon"
        aria-label={say('dismiss')}
        onClick={dismiss}
      >
        <Icon shape={closeIcon} />
      </button>
    </div>
  )
}

/** What a notice takes. */
export interface TuningNoticeProps {
  readonly tuning: TuningStore
  /** Called before a button goes. */
  readonly onLeave: () => void
}

/** A step that may have something to tell beyond its own line. */
type TellingStep = Extract<TuningStep, { readonly taken: unknown }>

function isTelling(step: TuningStep): step is TellingStep {
  if (!('taken' in step)) return false
  return step.taken.length + step.dropped.length > 0 || (step.is === 'merged' && step.deed !== 'load')
}

function Failure({ error }: { readonly error: Parameters<ReturnType<typeof useFailureText>>[0] }): ReactNode {
  const say = useTuningText()
  const explain = useFailureText()
  return (
    <p>
      {explain(error)} {say('changesKept')}
    </p>
  )
}

function Refusal({ tuning }: { readonly tuning: TuningStore }): ReactNode {
  const say = useTuningText()
  const { unplaced } = useForm(tuning.form)
  return (
    <>
      <p>{say('refusedHint')}</p>
      {unplaced.length > 0 && (
        <ul>
          {unplaced.map(({ path, message }) => (
            <li key={`${path} ${message}`} lang="en">
              {message}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Details({ tuning, step, isBeside }: DetailsProps): ReactNode {
  const say = useTuningText()
  const { schema } = useForm(tuning.form)
  const { taken, dropped } = step
  return (
    <>
      {step.is === 'merged' && step.deed === 'reset' && <p>{say('othersSavedReset')}</p>}
      {step.is === 'merged' && step.deed === 'undo' && <p>{say('othersSavedUndo')}</p>}
      {taken.length > 0 && <p>{say(isBeside ? 'alsoTaken' : 'taken')}</p>}
      {taken.length > 0 && <ValueChanges changes={taken} schema={schema} />}
      {dropped.length > 0 && <p>{say('dropped', { names: dropped.join(', ') })}</p>}
    </>
  )
}

interface DetailsProps {
  readonly tuning: TuningStore
  readonly step: TellingStep
  /** Stands beside a conflict, which said already who saved. */
  readonly isBeside: boolean
}
