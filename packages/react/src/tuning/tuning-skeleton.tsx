'use client'
import type { ReactNode } from 'react'

import { useTuningText } from './text/use-tuning-text.js'

const rows = ['one', 'two', 'three', 'four', 'five'] as const

/** Holds the place of the form while it is loaded, in the size of its rows. */
export function TuningSkeleton(): ReactNode {
  const say = useTuningText()
  return (
    <div className="venom-tuning-skeleton" data-slot="skeleton">
      <output className="venom-visually-hidden">{say('loading')}</output>
      <div className="venom-tuning-skeleton-title" />
      {rows.map((row) => (
        <div key={row} className="venom-tuning-skeleton-row">
          <div />
          <div />
          <div />
        </div>
      ))}
    </div>
  )
}
