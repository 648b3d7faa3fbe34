'use client'
import type { ReactNode } from 'react'

import { useChatText } from './text/use-chat-text.js'

/** A chat before its first question: what to do, and examples to begin with. */
export function EmptyChat({ modelName, examples, onExample }: EmptyChatProps): ReactNode {
  const t = useChatText()
  return (
    <div className="venom-empty-chat" data-slot="empty-chat">
      <p>{modelName === undefined ? t('emptyTitle') : t('emptyTitleModel', { model: modelName })}</p>
      <p>{t('emptyHint')}</p>
      {examples.length > 0 && (
        <ul aria-label={t('examples')}>
          {examples.map((example) => (
            <li key={example}>
              <button
                type="button"
                className="venom-button"
                dir="auto"
                aria-disabled={onExample === undefined}
                title={onExample === undefined ? t('sendNoModel') : undefined}
                onClick={() => onExample?.(example)}
              >
                {example}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What an empty chat takes. */
export interface EmptyChatProps {
  readonly modelName: string | undefined
  readonly examples: readonly string[]
  /** Absent while there is no model to ask. */
  readonly onExample: ((example: string) => void) | undefined
}
