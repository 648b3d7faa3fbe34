'use client'
import type { ReactNode } from 'react'

import { Composer, type ComposerProps } from './composer.js'
import { Transcript, type TranscriptProps } from './transcript.js'

/** A whole chat: the transcript, and the composer below it. It fills its parent, which must have a height. */
export function ChatPanel(props: ChatPanelProps): ReactNode {
  const { chat, options, modelName, renderText, scroll, examples, onNewChat, onSend, chips, disabledReason, field } =
    props
  return (
    <div className="venom-chat" data-slot="chat">
      <Transcript
        chat={chat}
        options={options}
        modelName={modelName}
        {...(renderText !== undefined && { renderText })}
        {...(scroll !== undefined && { scroll })}
        {...(examples !== undefined && { examples })}
        onNewChat={onNewChat}
      />
      <Composer
        chat={chat}
        options={options}
        modelName={modelName}
        disabledReason={disabledReason}
        {...(onSend !== undefined && { onSend })}
        {...(chips !== undefined && { chips })}
        {...(field !== undefined && { ref: field })}
      />
    </div>
  )
}

/** What a chat takes: what its transcript and its composer take. */
export interface ChatPanelProps
  extends
    Pick<TranscriptProps, 'chat' | 'renderText' | 'scroll' | 'examples' | 'onNewChat'>,
    Pick<ComposerProps, 'options' | 'onSend' | 'modelName' | 'chips' | 'disabledReason'> {
  /** The field of the composer, to give it the focus. */
  readonly field?: NonNullable<ComposerProps['ref']>
}
