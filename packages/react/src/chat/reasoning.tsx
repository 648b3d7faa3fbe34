'use client'
import { memo, type ReactNode } from 'react'

import { Icon } from '../icon.js'
import { chevronRightIcon } from '../icons.js'
import { useLanguage } from '../text/language-provider.js'
import { formatDuration } from './duration.js'
import { useChatText } from './text/use-chat-text.js'

/** What the model thought before it spoke, folded away. It never opens or closes by itself: the text below must not move. */
export const Reasoning = memo(function Reasoning({ text, isThinking, ms }: ReasoningProps): ReactNode {
  const t = useChatText()
  const { tag } = useLanguage()
  const told = ms === undefined ? t('thoughts') : t('thoughtsTimed', { time: formatDuration(t, tag, ms) })
  return (
    <details className="venom-reasoning" data-slot="reasoning" data-state={isThinking ? 'thinking' : 'done'}>
      <summary>
        <Icon shape={chevronRightIcon} />
        {isThinking ? t('thinkingNow') : told}
        {isThinking && <span className="venom-chat-caret" aria-hidden="true" />}
      </summary>
      <p className="venom-chat-plain">{text}</p>
    </details>
  )
})

/** What the thinking of an answer takes. */
export interface ReasoningProps {
  readonly text: string
  readonly isThinking: boolean
  /** How long it took, in milliseconds. */
  readonly ms?: number | undefined
}
