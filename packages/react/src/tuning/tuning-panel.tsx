'use client'
import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'

import { isComposing } from '../is-composing.js'
import { DynamicParameterForm } from '../parameters/dynamic-parameter-form.js'
import { isHalfTyped } from './draft.js'
import { TuningFailed } from './tuning-failed.js'
import { TuningFoot } from './tuning-foot.js'
import { TuningHeader } from './tuning-header.js'
import { TuningHistory } from './tuning-history.js'
import { TuningNotice } from './tuning-notice.js'
import { TuningOffline } from './tuning-offline.js'
import { TuningReset } from './tuning-reset.js'
import { TuningSkeleton } from './tuning-skeleton.js'
import type { TuningStore } from './tuning-state.js'
import { useTuning } from './use-tuning.js'

/**
 * The settings of one model: the form, what can be done with its changes, and the history. Ctrl+Enter (⌘+Enter) applies, Escape closes
 * unless a number is half typed. It fills its container, and loads nothing by itself (`useTuningLoad`).
 */
export function TuningPanel({ tuning, onClose, onKeyDown, className, ...props }: TuningPanelProps): ReactNode {
  const { config } = useTuning(tuning)
  const [view, setView] = useState<'form' | 'history'>('form')
  const titleId = useId()
  const foot = useRef<HTMLElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  const runtime = config.is === 'ready' ? config.runtime : undefined
  const layerLabels = useMemo(() => (runtime === undefined ? {} : { runtime }), [runtime])

  // A button that goes with what it does must not take the focus with it.
  const onLeave = (): void => foot.current?.focus()

  function show(next: 'form' | 'history'): void {
    setView(next)
    if (next === 'history') void tuning.loadHistory()
  }
  function goBack(): void {
    show('form')
    toggle.current?.focus()
  }
  function onKey(event: KeyboardEvent<HTMLElement>): void {
    onKeyDown?.(event)
    // What happens in a popup reaches us although the popup lies elsewhere in the page.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.defaultPrevented || isComposing(event) || !isInside) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void tuning.apply()
    }
    if (event.key !== 'Escape') return
    // A dialog around the panel hears of no Escape that has done its work here, or must not do any.
    if (view === 'history' || onClose !== undefined) event.preventDefault()
    if (view === 'history') goBack()
    else if (!isHalfTyped(tuning.form.get())) onClose?.()
  }

  return (
    // Keys of the controls inside come by here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      {...props}
      className={`venom-tuning${className === undefined ? '' : ` ${className}`}`}
      data-slot="tuning"
      data-state={config.is}
      aria-labelledby={titleId}
      onKeyDown={onKey}
    >
      <TuningHeader tuning={tuning} titleId={titleId} toggle={toggle} view={view} onView={show} onClose={onClose} />
      <div className="venom-tuning-body" data-slot="body">
        {view === 'history' ? (
          <TuningHistory tuning={tuning} onBack={goBack} />
        ) : config.is === 'ready' ? (
          <>
            {config.isLive || <TuningOffline tuning={tuning} onLeave={onLeave} />}
            <DynamicParameterForm form={tuning.form} layerLabels={layerLabels} />
            <TuningReset tuning={tuning} onLeave={onLeave} />
          </>
        ) : config.is === 'failed' ? (
          <TuningFailed tuning={tuning} error={config.error} onLeave={onLeave} />
        ) : (
          <TuningSkeleton />
        )}
      </div>
      <TuningNotice tuning={tuning} onLeave={onLeave} />
      <TuningFoot tuning={tuning} ref={foot} onLeave={onLeave} />
    </aside>
  )
}

/** What a tuning panel takes: its store, and what any aside takes. */
export interface TuningPanelProps extends Omit<ComponentProps<'aside'>, 'children'> {
  readonly tuning: TuningStore
  /** Closes the panel, by its button or Escape. Absent: it cannot be closed. To give the focus back is yours. */
  readonly onClose?: () => void
}
