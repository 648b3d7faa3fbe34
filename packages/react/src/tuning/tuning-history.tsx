'use client'
import type { GenerationSchema } from '@venom/core'
import { type ReactNode, type RefObject, useId, useRef } from 'react'

import { Icon } from '../icon.js'
import { alertIcon, resetIcon } from '../icons.js'
import { useForm } from '../parameters/use-form.js'
import { useLanguage } from '../text/language-provider.js'
import { useFocusHeir } from '../use-focus-heir.js'
import { formatAge, formatMoment } from './format-age.js'
import { diffValues } from './merge-values.js'
import { useTuningText } from './text/use-tuning-text.js'
import type { HistoryState, TuningChange, TuningStore } from './tuning-state.js'
import { useFailureText } from './use-failure-text.js'
import { useTuning } from './use-tuning.js'
import { ValueChanges } from './value-changes.js'

/** Who changed what and when, newest first. Any earlier state can be brought back into the draft. */
export function TuningHistory({ tuning, onBack }: TuningHistoryProps): ReactNode {
  const list = useRef<HTMLOListElement>(null)
  const { history } = useTuning(tuning)
  const { schema } = useForm(tuning.form)
  const { changes } = history
  if (history.is === 'ready' && changes.length === 0) return <Empty onBack={onBack} />

  function bringBack(change: TuningChange): void {
    tuning.bringBack(change)
    onBack()
  }

  return (
    <div className="venom-tuning-history" data-slot="history" data-state={history.is}>
      <ol ref={list} tabIndex={-1} aria-busy={history.is === 'loading'}>
        {changes.map((change, index) => (
          <Entry
            key={change.revision}
            change={change}
            schema={schema}
            nowMs={history.atMs}
            onBringBack={index === 0 ? undefined : bringBack}
          />
        ))}
      </ol>
      {history.is === 'failed' && <Failed tuning={tuning} history={history} heir={list} />}
      {history.is === 'loading' && changes.length === 0 && <Waiting />}
      {history.hasMore && history.is !== 'failed' && <Older tuning={tuning} history={history} heir={list} />}
    </div>
  )
}

/** What a history takes. */
export interface TuningHistoryProps {
  readonly tuning: TuningStore
  /** Called by a way back to the settings, also after something was brought back. */
  readonly onBack: () => void
}

function Entry({ change, schema, nowMs, onBringBack }: EntryProps): ReactNode {
  const say = useTuningText()
  const { tag } = useLanguage()
  const whoId = useId()
  const { revision, by, at_ms, before, after } = change
  // By a reset or an undo: which one, it is not written down.
  const isEmpty = Object.keys(after).length === 0
  return (
    <li aria-labelledby={whoId}>
      <p id={whoId} className="venom-tuning-who">
        <b>
          <bdi>{by}</bdi>
        </b>{' '}
        <time dateTime={new Date(at_ms).toISOString()} title={formatMoment(tag, at_ms)}>
          {formatAge(tag, at_ms, nowMs)}
        </time>{' '}
        <span className="venom-figure" title={say('revision', { revision })}>
          #{revision}
        </span>
      </p>
      {isEmpty && <p>{say('nothingSet')}</p>}
      <ValueChanges changes={diffValues(before, after)} schema={schema} />
      {onBringBack === undefined ? (
        <p className="venom-tuning-in-force">{say('inForce')}</p>
      ) : (
        <button
          type="button"
          className="venom-button"
          data-variant="quiet"
          aria-label={say('bringBackOf', { revision })}
          onClick={() => onBringBack(change)}
        >
          <Icon shape={resetIcon} />
          {say('bringBack')}
        </button>
      )}
    </li>
  )
}

interface EntryProps {
  readonly change: TuningChange
  readonly schema: GenerationSchema
  readonly nowMs: number
  /** Absent: this is what holds now. */
  readonly onBringBack: ((change: TuningChange) => void) | undefined
}

function Empty({ onBack }: { readonly onBack: () => void }): ReactNode {
  const say = useTuningText()
  return (
    <div className="venom-tuning-blank" data-slot="history-empty">
      <h3>{say('historyEmpty')}</h3>
      <p>{say('historyEmptyHint')}</p>
      <button type="button" className="venom-button" onClick={onBack}>
        {say('backToSettings')}
      </button>
    </div>
  )
}

interface StepProps {
  readonly tuning: TuningStore
  readonly history: HistoryState
  /** Takes the focus of a button that goes. */
  readonly heir: RefObject<HTMLElement | null>
}

function Older({ tuning, history, heir }: StepProps): ReactNode {
  const say = useTuningText()
  const button = useFocusHeir(heir)
  const isLoading = history.is === 'loading'
  return (
    <button
      ref={button}
      type="button"
      className="venom-button"
      aria-disabled={isLoading}
      onClick={() => void tuning.loadMoreHistory()}
    >
      {say(isLoading ? 'historyLoading' : 'olderChanges')}
    </button>
  )
}

function Failed({ tuning, history, heir }: StepProps): ReactNode {
  const say = useTuningText()
  const button = useFocusHeir(heir)
  const explain = useFailureText()
  return (
    <div className="venom-tuning-note" data-state="bad" role="alert">
      <Icon shape={alertIcon} />
      <p>
        {say('historyFailed')} {history.error !== undefined && explain(history.error)}
      </p>
      <button
        ref={button}
        type="button"
        className="venom-button"
        data-variant="quiet"
        onClick={() => void tuning.retryHistory()}
      >
        {say('tryAgain')}
      </button>
    </div>
  )
}

function Waiting(): ReactNode {
  const say = useTuningText()
  return (
    <div className="venom-tuning-skeleton">
      <output className="venom-visually-hidden">{say('historyLoading')}</output>
      <div className="venom-tuning-skeleton-row" data-size="history" />
      <div className="venom-tuning-skeleton-row" data-size="history" />
      <div className="venom-tuning-skeleton-row" data-size="history" />
    </div>
  )
}
