'use client'
import { memo, type ReactNode } from 'react'

import { Icon } from '../icon.js'
import { alertIcon } from '../icons.js'
import type { ChatStore } from './chat-contract.js'
import { useChatText } from './text/use-chat-text.js'
import { useChatSelector } from './use-chat.js'

/** What a reader should know of the keeping of this chat. */
export const TranscriptNotices = memo(function TranscriptNotices({ chat }: { readonly chat: ChatStore }): ReactNode {
  const t = useChatText()
  const notices = useChatSelector(chat, (state) => state.notices)
  const leftOut = useChatSelector(chat, (state) => state.leftOut)
  return (
    <>
      {notices.map((notice) => (
        <p key={notice} className="venom-note" data-slot="notice" data-tone="warn">
          <Icon shape={alertIcon} />
          {t(notice === 'unreadable' ? 'unreadable' : 'notSaved')}
        </p>
      ))}
      {leftOut > 0 && (
        <p className="venom-note" data-slot="notice" data-tone="quiet">
          {t('leftOut', { count: leftOut })}
        </p>
      )}
    </>
  )
})
