'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { checkIcon } from '../icons.js'
import { useTuningText } from './text/use-tuning-text.js'
import type { TuningStep, TuningStore } from './tuning-state.js'
import { useTuning } from './use-tuning.js'

/** One quiet line that says what happened last, with its Undo. Between times it says what applying means, or why it cannot be. */
export function TuningStatus({ tuning, decisions, hint, hintId, onLeave }: TuningStatusProps): ReactNode {
  const say = useTuningText()
  const stepText = useStepText()
  const { conflicts, step } = useTuning(tuning)
  const isMerge = step.is === 'merged' || step.is === 'restored'
  const isDecided = isMerge && conflicts.length > 0 && decisions === 0
  const said = isMerge && decisions > 0 ? say('decideFirst') : isDecided ? undefined : stepText(step)
  const tone = said === undefined ? 'quiet' : tones[step.is]

  function undo(): void {
    onLeave()
    void tuning.undo()
  }

  return (
    <div className="venom-tuning-status" data-slot="status" data-state={tone}>
      <output>
        {tone === 'good' && <Icon shape={checkIcon} />}
        {said}
        {said !== undefined && ' '}
        {step.is === 'done' && step.undo !== undefined && (
          <button type="button" className="venom-button" data-variant="quiet" onClick={undo}>
            {say(step.deed === 'undo' ? 'redo' : 'undo')}
          </button>
        )}
      </output>
      <p id={hintId} className={said === undefined ? undefined : 'venom-visually-hidden'}>
        {hint}
      </p>
    </div>
  )
}

/** What a status line takes. */
export interface TuningStatusProps {
  readonly tuning: TuningStore
  /** Conflicts that nobody has decided yet. */
  readonly decisions: number
  /** What to say while nothing happened. */
  readonly hint: string
  readonly hintId: string
  /** Called before a button goes. */
  readonly onLeave: () => void
}

const tones = {
  idle: 'quiet',
  running: 'quiet',
  done: 'good',
  restored: 'warn',
  merged: 'warn',
  refused: 'bad',
  failed: 'bad',
} as const

const deedTexts = {
  running: { apply: 'applying', reset: 'resetting', undo: 'undoing' },
  failed: { load: 'loadFailed', apply: 'applyFailed', reset: 'resetFailed', undo: 'undoFailed' },
  done: { apply: 'applied', reset: 'resetDone', undo: 'undone', discard: 'discarded', 'bring-back': 'broughtBack' },
} as const

function useStepText(): (step: TuningStep) => string | undefined {
  const say = useTuningText()
  return (step) => {
    if (step.is === 'idle') return undefined
    if (step.is === 'running') return say(deedTexts.running[step.deed])
    if (step.is === 'failed') return say(deedTexts.failed[step.deed])
    if (step.is === 'restored') return say('restored')
    if (step.is === 'refused') return say('refused', { count: step.issues.length })
    if (step.is === 'merged') return say('othersSaved')
    return step.deed === 'apply' && step.undo === undefined ? say('appliedUnchanged') : say(deedTexts.done[step.deed])
  }
}
