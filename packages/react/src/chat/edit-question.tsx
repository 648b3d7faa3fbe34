'use client'
import { type ReactNode, useState } from 'react'

import { MessageField } from './message-field.js'
import { useChatText } from './text/use-chat-text.js'

/** A question while it is changed. Escape leaves it as it was. */
export function EditQuestion({ content, label, onSend, onCancel }: EditQuestionProps): ReactNode {
  const t = useChatText()
  const [text, setText] = useState(content)
  const isEmpty = text.trim() === ''
  const send = (): void => {
    if (!isEmpty) onSend(text)
  }
  return (
    <form
      className="venom-edit"
      data-slot="edit-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <MessageField
        aria-label={label}
        // It was just asked for by a person who will type.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onFocus={({ currentTarget: field }) => field.setSelectionRange(field.value.length, field.value.length)}
        onChange={({ currentTarget: { value } }) => setText(value)}
        onSend={send}
        onEscape={(event) => {
          // A dialog or a composer around it must not hear of it.
          event.stopPropagation()
          onCancel()
        }}
      />
      <div>
        <button type="button" className="venom-button" onClick={onCancel}>
          {t('editCancel')}
        </button>
        <button
          type="submit"
          className="venom-button"
          data-variant="primary"
          aria-disabled={isEmpty}
          title={isEmpty ? t('sendEmpty') : undefined}
        >
          {t('editSend')}
        </button>
      </div>
    </form>
  )
}

/** What the editor of a question takes. */
export interface EditQuestionProps {
  readonly content: string
  readonly label: string
  readonly onSend: (content: string) => void
  readonly onCancel: () => void
}
