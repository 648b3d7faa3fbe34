'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { checkIcon, copyIcon } from '../icons.js'
import { useCopy } from '../markdown/use-copy.js'
import { useChatText } from './text/use-chat-text.js'

/** Copies an answer as the model wrote it, and says so for two seconds. */
export function CopyAnswer({ text }: { readonly text: () => string }): ReactNode {
  const t = useChatText()
  const { state, copy } = useCopy(text)
  return (
    <button
      type="button"
      className="venom-button"
      data-variant="quiet"
      data-slot="copy"
      data-state={state}
      onClick={copy}
    >
      <Icon shape={state === 'copied' ? checkIcon : copyIcon} />
      <span aria-live="polite">{t(state)}</span>
    </button>
  )
}
