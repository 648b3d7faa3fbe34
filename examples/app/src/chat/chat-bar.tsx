import { formatNumber, useLanguage, useStore } from '@venom/react'
import { findModel, fullAddress, ModelPicker, runtimeName } from '@venom/react/models'
import { useForm } from '@venom/react/parameters'
import type { TuningStore } from '@venom/react/tuning'
import type { ReactNode, Ref } from 'react'

import { AppIcon } from '../icon.js'
import type { Cockpit } from '../state/cockpit.js'
import { sentValues, untuned } from '../state/sent-values.js'
import { useAppText } from '../text/use-app-text.js'

interface ChatBarProps {
  readonly cockpit: Cockpit
  /** Undefined while no model is chosen. */
  readonly tuning: TuningStore | undefined
  /** Undefined while nothing was asked in the chat yet. */
  readonly onNew: (() => void) | undefined
  readonly tuningRef: Ref<HTMLButtonElement>
  readonly isTuning: boolean
  /** Undefined while no model is chosen. */
  readonly onTuning: (() => void) | undefined
}

/** Which model answers, and what can be done with the chat as a whole. */
export function ChatBar({ cockpit, tuning, onNew, tuningRef, isTuning, onTuning }: ChatBarProps): ReactNode {
  const { catalogue, preferences } = cockpit
  const { model: address } = useStore(preferences)
  const say = useAppText()

  function pick(picked: string): void {
    const model = findModel(catalogue.get().models, picked)
    preferences.set('model', model === undefined ? picked : fullAddress(model))
  }

  return (
    <header className="app-bar">
      <h1 className="venom-visually-hidden">{say('chat')}</h1>
      <ModelPicker catalogue={catalogue} value={address === '' ? undefined : address} onValueChange={pick} />
      <ModelChips cockpit={cockpit} tuning={tuning} address={address} />
      <div className="app-bar-actions">
        <button
          type="button"
          className="venom-button"
          data-variant="quiet"
          title={onNew === undefined ? say('alreadyNew') : say('newChat')}
          aria-disabled={onNew === undefined}
          onClick={onNew}
        >
          <AppIcon name="new" />
          <span>{say('newChat')}</span>
        </button>
        <button
          ref={tuningRef}
          type="button"
          className="venom-button"
          data-variant="quiet"
          title={onTuning === undefined ? say('noModel') : say('tuning')}
          aria-disabled={onTuning === undefined}
          aria-pressed={isTuning}
          onClick={onTuning}
        >
          <AppIcon name="tuning" />
          <span>{say('tuning')}</span>
        </button>
      </div>
    </header>
  )
}

interface ModelChipsProps extends Pick<ChatBarProps, 'cockpit' | 'tuning'> {
  readonly address: string
}

function ModelChips({ cockpit, tuning, address }: ModelChipsProps): ReactNode {
  const { models, runtimes } = useStore(cockpit.catalogue)
  const { tag } = useLanguage()
  const say = useAppText()
  const model = findModel(models, address)
  const form = useForm(tuning?.form ?? untuned)
  const runtime = runtimes.find(({ id }) => id === model?.runtime)
  // The window that the next answer has: what is sent counts before what the model has now.
  const asked = sentValues(form).find(({ name }) => name === 'context_length')?.value
  const context = typeof asked === 'number' ? asked : model?.context_tokens
  return (
    <>
      {runtime !== undefined && <span className="app-chip">{runtimeName(runtime)}</span>}
      {context !== undefined && (
        <span className="app-chip venom-figure">
          <span aria-hidden="true">{formatNumber(tag, context)} ctx</span>
          <span className="venom-visually-hidden">{say('context', { count: context })}</span>
        </span>
      )}
    </>
  )
}
