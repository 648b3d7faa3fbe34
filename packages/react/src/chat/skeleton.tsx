'use client'
import type { ReactNode } from 'react'

import { useChatText } from './text/use-chat-text.js'

/** A chat while it is being read, in the shape of a turn. */
export function Skeleton(): ReactNode {
  const t = useChatText()
  return (
    <div className="venom-chat-skeleton" data-slot="skeleton">
      <span className="venom-visually-hidden">{t('loading')}</span>
      <i data-kind="question" />
      <i />
      <i />
      <i data-kind="end" />
    </div>
  )
}
