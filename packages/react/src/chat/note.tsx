'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { alertIcon, stopIcon } from '../icons.js'

/** A remark under an answer. */
export function Note({ tone, children }: NoteProps): ReactNode {
  return (
    <p className="venom-note" data-slot="note" data-tone={tone}>
      <Icon shape={tone === 'warn' ? alertIcon : stopIcon} />
      {children}
    </p>
  )
}

/** What a remark takes. */
export interface NoteProps {
  readonly tone: 'quiet' | 'warn'
  readonly children: ReactNode
}
