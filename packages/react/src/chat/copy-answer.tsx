'use client'
import { type ReactNode, useEffect, useState } from 'react'

import { Icon } from '../icon.js'
import { checkIcon, copyIcon } from '../icons.js'
import { copyText } from '../markdown/copy-text.js'
import { useChatText } from './text/use-chat-text.js'

const shownMs = 2_000

/** Copies an answer as the model wrote it, and says so for two seconds. */
export function CopyAnswer({ text }: { readonly text: () => string }): ReactNode {
  const t = useChatText()
  const [state, setState] = useState<'copy' | 'copied' | 'copyFailed'>('copy')

  useEffect(() => {
    if (state !== 'copied') return undefined
    const timer = setTimeout(() => setState('copy'), shownMs)
    return () => clearTimeout(timer)
  }, [state])

  return (
    <button
      type="button"
      className="venom-button"
      data-variant="quiet"
      data-slot="copy"
      data-state={state}
      onClick={() => void copyText(text()).then((isCopied) => setState(isCopied ? 'copied' : 'copyFailed'))}
    >
      <Icon shape={state === 'copied' ? checkIcon : copyIcon} />
      <span aria-live="polite">{t(state)}</span>
    </button>
  )
}
