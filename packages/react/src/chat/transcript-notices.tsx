'use client'
import { memo, type ReactNode } from 'react'

import { Icon } from '../icon.js'
import { alertIcon } from '../icons.js'
import type { ChatStore } from './chat-contract.js'
import { useChatText } from './text/use-chat-text.js'
import { useChatSelector } from './use-chat.js'

const texts = {
  unreadable: 'unreadable',
  'set-aside': 'setAside',
  'not-saved': 'notSaved',
  'draft-cut': 'draftCut',
} as const

/** What a reader should know of the keeping of this chat. A transcript shows it by itself; for what stands in place of one. */
export const TranscriptNotices: (props: TranscriptNoticesProps) => ReactNode = memo(function TranscriptNotices({
  chat,
}: TranscriptNoticesProps): ReactNode {
  const t = useChatText()
  const notices = useChatSelector(chat, (state) => state.notices)
  const leftOut = useChatSelector(chat, (state) => state.leftOut)
  return (
    <>
      {notices.map((notice) => (
        <p key={notice} className="venom-note" data-slot="notice" data-tone="warn">
          <Icon shape={alertIcon} />
          {t(texts[notice])}
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

/** What the notices take. */
export interface TranscriptNoticesProps {
  readonly chat: ChatStore
}
