'use client'
import type { ParameterValue } from '@venom/core'
import { type ReactNode, useState } from 'react'

import { useLanguage } from '../text/language-provider.js'
import { formatValue } from './format-value.js'
import { useChatText } from './text/use-chat-text.js'

/** A parameter that will be sent. */
export interface ParameterChip {
  readonly name: string
  readonly value: ParameterValue
  /** The person set it: it stands out. Default: false. */
  readonly isYours?: boolean
}

/** So many stand in the composer; the others are one press away. */
const shownCount = 3

/** What the next question will be asked with. */
export function ParameterChips({ chips }: { readonly chips: readonly ParameterChip[] }): ReactNode {
  const t = useChatText()
  const { tag } = useLanguage()
  const [isWhole, setWhole] = useState(false)
  const rest = chips.length - shownCount
  if (chips.length === 0) return null
  return (
    <div className="venom-chips" data-slot="chips">
      <ul aria-label={t('parameters')}>
        {(isWhole ? chips : chips.slice(0, shownCount)).map(({ name, value, isYours = false }) => (
          <li key={name} className="venom-figure" data-yours={isYours}>
            {name} {formatValue(tag, value)}
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          className="venom-button"
          data-variant="quiet"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? t('fewerSet') : t('moreSet', { count: rest })}
        </button>
      )}
    </div>
  )
}
