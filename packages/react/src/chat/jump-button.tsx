'use client'
import type { ReactNode, RefObject } from 'react'

import { Icon } from '../icon.js'
import { arrowDownIcon } from '../icons.js'
import { useFocusHeir } from '../use-focus-heir.js'
import { useChatText } from './text/use-chat-text.js'

/** Leads to the end. At the end it is not there, and the scroller has its focus. */
export function JumpButton({ scroller, onJump }: JumpButtonProps): ReactNode {
  const t = useChatText()
  const button = useFocusHeir(scroller)
  return (
    <button ref={button} type="button" className="venom-button venom-jump" data-slot="jump" onClick={onJump}>
      <Icon shape={arrowDownIcon} />
      {t('jump')}
    </button>
  )
}

/** What the way to the end takes. */
export interface JumpButtonProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly onJump: () => void
}
