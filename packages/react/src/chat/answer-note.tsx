'use client'
import type { Answer } from '@venom/core'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { alertIcon, stopIcon } from '../icons.js'
import { useChatText } from './text/use-chat-text.js'

/** What a person should know of how an answer ended, where it is more than that it did. */
export function AnswerNote({ answer }: { readonly answer: Answer }): ReactNode {
  const t = useChatText()
  const { state, reason, warnings, text, tool_calls } = answer
  return (
    <>
      {state === 'cancelled' && <Note tone="quiet">{t(text === '' ? 'noteStoppedEarly' : 'noteStopped')}</Note>}
      {reason === 'length' && <Note tone="warn">{t('noteLength')}</Note>}
      {state === 'finished' && reason !== 'length' && text === '' && tool_calls.length === 0 && (
        <Note tone="warn">{t('noteEmpty')}</Note>
      )}
      {[...new Set(warnings.map(({ code }) => code))].map((code) => (
        <Note key={code} tone="warn">
          {t('noteWarning', { code })}
        </Note>
      ))}
    </>
  )
}

function Note({ tone, children }: { readonly tone: 'quiet' | 'warn'; readonly children: ReactNode }): ReactNode {
  return (
    <p className="venom-note" data-slot="note" data-tone={tone}>
      <Icon shape={tone === 'warn' ? alertIcon : stopIcon} />
      {children}
    </p>
  )
}
