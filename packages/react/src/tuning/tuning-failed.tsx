'use client'
import type { VenomError } from '@venom/core'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { refreshIcon } from '../icons.js'
import { useTuningText } from './text/use-tuning-text.js'
import type { TuningStore } from './tuning-state.js'
import { useFailureText } from './use-failure-text.js'

/** Stands where the form would be when the first load failed: what happened, and what to do. */
export function TuningFailed({ tuning, error, onLeave }: TuningFailedProps): ReactNode {
  const say = useTuningText()
  const explain = useFailureText()

  function tryAgain(): void {
    onLeave()
    void tuning.load()
  }

  return (
    <div className="venom-tuning-blank" data-slot="failed" role="alert">
      <h3>{say('firstLoadFailed')}</h3>
      <p>{explain(error)}</p>
      <button type="button" className="venom-button" onClick={tryAgain}>
        <Icon shape={refreshIcon} />
        {say('tryAgain')}
      </button>
    </div>
  )
}

/** What the place of a failed form takes. */
export interface TuningFailedProps {
  readonly tuning: TuningStore
  readonly error: VenomError
  /** Called before the button goes. */
  readonly onLeave: () => void
}
