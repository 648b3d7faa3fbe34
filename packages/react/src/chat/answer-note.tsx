'use client'
import type { Answer } from '@venom/core'
import type { ReactNode } from 'react'

import { Note } from './note.js'
import { useChatText } from './text/use-chat-text.js'

const cuts: ReadonlySet<string> = new Set(['chat.answer_cut_by_window', 'chat.answer_cut_by_server'])

/** What a person should know of how an answer ended, where it is more than that it did. */
export function AnswerNote({ answer }: { readonly answer: Answer }): ReactNode {
  const t = useChatText()
  const { state, reason, text, tool_calls, warnings } = answer
  // Then a larger `max_tokens` changes nothing, and the warning says what does.
  const isCut = warnings.some(({ code }) => cuts.has(code))
  return (
    <>
      {state === 'cancelled' && <Note tone="quiet">{t(text === '' ? 'noteStoppedEarly' : 'noteStopped')}</Note>}
      {reason === 'length' && !isCut && <Note tone="warn">{t('noteLength')}</Note>}
      {state === 'finished' && reason !== 'length' && text === '' && tool_calls.length === 0 && (
        <Note tone="warn">{t('noteEmpty')}</Note>
      )}
    </>
  )
}
