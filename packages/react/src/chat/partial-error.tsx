'use client'
import type { VenomError } from '@venom/core'
import type { ReactNode, RefObject } from 'react'

import { Icon } from '../icon.js'
import { alertIcon, refreshIcon } from '../icons.js'
import { useFocusHeir } from '../use-focus-heir.js'
import { headlineOf, ownWords } from './failure-text.js'
import { useChatText } from './text/use-chat-text.js'

/** How an answer ended badly: what happened, what is kept, what to do, and the code for whoever is asked for help. */
export function PartialError({ error, hasText, heir, onRetry, onNewChat }: PartialErrorProps): ReactNode {
  const t = useChatText()
  const button = useFocusHeir(heir)
  const words = ownWords(t, error, hasText)
  return (
    <div className="venom-partial-error" data-slot="partial-error">
      <Icon shape={alertIcon} />
      <div>
        <strong>{t(headlineOf(error))}</strong>
        {words === undefined ? (
          // The server's own words, which are English whatever the page speaks.
          <p lang="en" dir="auto">
            {error.message}
          </p>
        ) : (
          words !== '' && <p>{words}</p>
        )}
        <code className="venom-figure">{error.code}</code>
      </div>
      {isLasting(error) ? (
        onNewChat !== undefined && (
          <button ref={button} type="button" className="venom-button" data-slot="new-chat" onClick={onNewChat}>
            {t('newChat')}
          </button>
        )
      ) : (
        <button ref={button} type="button" className="venom-button" data-slot="retry" onClick={onRetry}>
          <Icon shape={refreshIcon} />
          {t('retry')}
        </button>
      )}
    </div>
  )
}

/** Tells whether the same question fails the same way again: only what stands around it can be changed. */
export function isLasting({ code }: VenomError): boolean {
  return code === 'chat.context_overflow'
}

/** What a failure takes. */
export interface PartialErrorProps {
  readonly error: VenomError
  /** Something of the answer is there. */
  readonly hasText: boolean
  /** Takes the focus of its button, which goes with the failure. */
  readonly heir: RefObject<HTMLElement | null>
  readonly onRetry: () => void
  /** Begins another chat. Absent: that is not offered. */
  readonly onNewChat: (() => void) | undefined
}
