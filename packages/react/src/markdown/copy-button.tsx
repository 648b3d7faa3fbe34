'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { checkIcon, copyIcon } from '../icons.js'
import { type CopyState, useCopy } from './use-copy.js'

/** Copies a text, and says so for two seconds. A refusal stands beside it: it keeps its name and its width. */
export function CopyButton({ text, say }: CopyButtonProps): ReactNode {
  const { state, copy } = useCopy(text)
  return (
    <>
      {state === 'copyFailed' && (
        <span data-slot="copy-failed" role="alert">
          {say('copyFailed')}
        </span>
      )}
      <button
        type="button"
        className="venom-button venom-copy"
        data-variant="quiet"
        data-slot="copy"
        data-state={state}
        onClick={copy}
      >
        <Icon shape={state === 'copied' ? checkIcon : copyIcon} />
        <span aria-live="polite">{say(state === 'copied' ? 'copied' : 'copy')}</span>
        {/* Keeps the width of both words. */}
        <span aria-hidden="true">{say('copy')}</span>
        <span aria-hidden="true">{say('copied')}</span>
      </button>
    </>
  )
}

/** What a copy button takes. */
export interface CopyButtonProps {
  /** Asked at each press. */
  readonly text: () => string
  /** The words of the area that it stands in. */
  readonly say: (state: CopyState) => string
}
