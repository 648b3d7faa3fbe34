'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { alertIcon } from '../icons.js'
import { useTuningText } from './text/use-tuning-text.js'
import type { TuningStore } from './tuning-state.js'

/** Says that the runtime does not answer, and that what is shown is known without it. */
export function TuningOffline({ tuning, onLeave }: TuningOfflineProps): ReactNode {
  const say = useTuningText()

  function tryAgain(): void {
    onLeave()
    void tuning.load()
  }

  return (
    <div className="venom-tuning-note" data-slot="offline" data-state="warn">
      <Icon shape={alertIcon} />
      <p>{say('notLive')}</p>
      <button type="button" className="venom-button" data-variant="quiet" onClick={tryAgain}>
        {say('tryAgain')}
      </button>
    </div>
  )
}

/** What the note on a silent runtime takes. */
export interface TuningOfflineProps {
  readonly tuning: TuningStore
  /** Called before the button goes. */
  readonly onLeave: () => void
}
