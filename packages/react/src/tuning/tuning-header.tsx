'use client'
import type { ReactNode, Ref } from 'react'

import { Icon } from '../icon.js'
import { closeIcon, historyIcon, slidersIcon } from '../icons.js'
import { useTuningText } from './text/use-tuning-text.js'
import type { TuningStore } from './tuning-state.js'
import { useTuning } from './use-tuning.js'

/** Title and model of a tuning panel, with the ways to its history and out of it. */
export function TuningHeader({ tuning, titleId, toggle, view, onView, onClose }: TuningHeaderProps): ReactNode {
  const say = useTuningText()
  const { config, model } = useTuning(tuning)
  const name = config.is === 'ready' ? config.model : model
  // Two runtimes may have a model of one name.
  const runtime = config.is === 'ready' ? config.runtime : undefined
  const other = view === 'form' ? 'history' : 'form'
  return (
    <header className="venom-tuning-header" data-slot="header">
      <div className="venom-tuning-title">
        <h2 id={titleId}>{say('title')}</h2>
        <p className="venom-figure">
          <bdi title={name}>{name.slice(name.lastIndexOf('/') + 1)}</bdi>
          {runtime !== undefined && (
            <>
              {' · '}
              <bdi>{runtime}</bdi>
            </>
          )}
        </p>
      </div>
      {config.is === 'ready' && (
        <button ref={toggle} type="button" className="venom-button" data-variant="quiet" onClick={() => onView(other)}>
          <Icon shape={view === 'form' ? historyIcon : slidersIcon} />
          {say(view === 'form' ? 'history' : 'settings')}
        </button>
      )}
      {onClose !== undefined && (
        <button
          type="button"
          className="venom-button"
          data-variant="quiet"
          data-shape="icon"
          aria-label={say('close')}
          onClick={onClose}
        >
          <Icon shape={closeIcon} />
        </button>
      )}
    </header>
  )
}

/** What the header of a tuning panel takes. */
export interface TuningHeaderProps {
  readonly tuning: TuningStore
  /** Id of the title, which names the panel. */
  readonly titleId: string
  /** The button that changes the view. */
  readonly toggle: Ref<HTMLButtonElement>
  readonly view: 'form' | 'history'
  readonly onView: (view: 'form' | 'history') => void
  readonly onClose: (() => void) | undefined
}
