'use client'
import type { Answer } from '@venom/core'
import type { ReactNode } from 'react'

import { Note } from './note.js'
import { useChatText } from './text/use-chat-text.js'
import { useWarningText } from './use-warning-text.js'

/** What the runtime remarked, while the answer comes too: that a model is loaded anew is worth knowing while one waits for it. */
export function AnswerWarnings({ warnings }: Pick<Answer, 'warnings'>): ReactNode {
  const t = useChatText()
  const say = useWarningText()
  const texts = warnings.map((warning) => say(warning) ?? t('noteWarning', { code: warning.code }))
  return [...new Set(texts)].map((text) => (
    <Note key={text} tone="warn">
      {text}
    </Note>
  ))
}
