'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { resetIcon } from '../icons.js'
import { useForm } from '../parameters/use-form.js'
import { useTuningText } from './text/use-tuning-text.js'
import type { TuningStore } from './tuning-state.js'

/** Says how much is saved for the model, and takes all of it away. Nothing is shown where nothing is saved. */
export function TuningReset({ tuning, onLeave }: TuningResetProps): ReactNode {
  const say = useTuningText()
  const { saved } = useForm(tuning.form)
  const count = Object.keys(saved).length
  if (count === 0) return null

  function reset(): void {
    onLeave()
    void tuning.resetAll()
  }

  return (
    <div className="venom-tuning-note" data-slot="reset-all">
      <p>{say('savedHere', { count })}</p>
      <button type="button" className="venom-button" data-variant="quiet" onClick={reset}>
        <Icon shape={resetIcon} />
        {say('resetAll')}
      </button>
    </div>
  )
}

/** What the reset of everything takes. */
export interface TuningResetProps {
  readonly tuning: TuningStore
  /** Called before the button goes. */
  readonly onLeave: () => void
}
