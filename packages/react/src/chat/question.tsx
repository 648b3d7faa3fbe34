'use client'
import { memo, type ReactNode, useState } from 'react'

import { Icon } from '../icon.js'
import { pencilIcon } from '../icons.js'
import { EditQuestion } from './edit-question.js'
import { useChatText } from './text/use-chat-text.js'
import { useTranscriptParts } from './transcript-parts.js'
import { useChatSelector } from './use-chat.js'
import { useOpen } from './use-open.js'

/** Your side of a turn: what was asked, and a way to ask it otherwise. */
export const QuestionView = memo(function QuestionView({ id, n }: QuestionViewProps): ReactNode {
  const t = useChatText()
  const { chat, options } = useTranscriptParts()
  const content = useChatSelector(chat, () => chat.turn(id)?.content ?? '')
  const [isOpen, setOpen] = useOpen(id)
  const [isEdited, setEdited] = useState(false)

  function close(): void {
    setOpen(false)
    setEdited(true)
  }

  return (
    <article className="venom-question" data-slot="question" aria-label={t('question', { n })}>
      {isOpen ? (
        <EditQuestion
          content={content}
          label={t('question', { n })}
          onCancel={close}
          onSend={(changed) => {
            close()
            void chat.edit(id, changed, options)
          }}
        />
      ) : (
        <>
          <button
            type="button"
            className="venom-button"
            data-variant="quiet"
            data-slot="edit"
            aria-label={t('edit', { n })}
            // Where the editor was closed by its own keys, the focus comes back to what opened it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={isEdited}
            onClick={() => {
              setOpen(true)
              setEdited(false)
            }}
          >
            <Icon shape={pencilIcon} />
          </button>
          <p className="venom-chat-plain" dir="auto">
            {content}
          </p>
        </>
      )}
    </article>
  )
})

/** What a question takes. */
export interface QuestionViewProps {
  readonly id: number
  /** Its place in the conversation, from 1. */
  readonly n: number
}
