'use client'
import type { GenerationSchema, ParameterValue } from '@venom/core'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { arrowRightIcon } from '../icons.js'
import type { ValueChange } from './merge-values.js'
import { useTuningText } from './text/use-tuning-text.js'
import { useValueWords } from './use-value-words.js'

/** Lists what changed: label, old value, new value. */
export function ValueChanges({ changes, schema }: ValueChangesProps): ReactNode {
  const words = useValueWords(schema)
  const say = useTuningText()
  return (
    <ul className="venom-tuning-changes" data-slot="changes">
      {changes.map(({ name, before, after }) => (
        <li key={name}>
          <span data-slot="label">
            <bdi>{words.label(name)}</bdi>
          </span>{' '}
          <Value value={before}>{words.value(name, before)}</Value> <Icon shape={arrowRightIcon} />
          <span className="venom-visually-hidden">{say('changedTo')} </span>
          <Value value={after}>{words.value(name, after)}</Value>
        </li>
      ))}
    </ul>
  )
}

/** What a list of changes takes. */
export interface ValueChangesProps {
  readonly changes: readonly ValueChange[]
  /** Gives labels and the way of writing values. A name that it lacks is shown as it is. */
  readonly schema: GenerationSchema
}

/** One value in words. Numbers stand in figures; its own direction, whatever stands beside it. */
export function Value({ value, children }: ValueProps): ReactNode {
  return (
    <bdi
      className={typeof value === 'number' ? 'venom-figure' : undefined}
      data-slot="value"
      data-state={value === undefined ? 'unset' : undefined}
    >
      {children}
    </bdi>
  )
}

/** What a value in words takes: itself, and its words. */
export interface ValueProps {
  readonly value: ParameterValue | undefined
  readonly children: string
}
