import { useStore } from '@venom/react'
import { type ChatStore, Composer, type ComposerProps, type SendOptions } from '@venom/react/chat'
import { readModelName } from '@venom/react/models'
import { useForm } from '@venom/react/parameters'
import { type TuningStore, useTuningLoad } from '@venom/react/tuning'
import type { ReactNode, RefObject } from 'react'

import type { Cockpit } from '../state/cockpit.js'
import { sentValues } from '../state/sent-values.js'
import { useReturn } from '../state/use-return.js'
import { useAppText } from '../text/use-app-text.js'

interface ChatComposerProps {
  readonly cockpit: Cockpit
  readonly chat: ChatStore
  /** Undefined while no model is chosen. */
  readonly tuning: TuningStore | undefined
  readonly options: SendOptions | undefined
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly onTuning: () => void
}

/** The composer, with the parameters that go along. What cannot be sent now can still be written. */
export function ChatComposer({ cockpit, chat, tuning, options, field, onTuning }: ChatComposerProps): ReactNode {
  const { state } = useStore(cockpit.catalogue)
  const say = useAppText()
  const composer = {
    ref: field,
    chat,
    options,
    modelName: options === undefined ? undefined : readModelName(options.model).name,
    disabledReason: state === 'failed' ? say('awaySend') : options === undefined ? say('noModel') : undefined,
  }
  if (tuning === undefined) return <Composer {...composer} />
  return <TunedComposer {...composer} cockpit={cockpit} tuning={tuning} onTuning={onTuning} />
}

interface TunedComposerProps extends ComposerProps {
  readonly cockpit: Cockpit
  readonly tuning: TuningStore
  readonly onTuning: () => void
}

function TunedComposer({ cockpit, tuning, onTuning, ...composer }: TunedComposerProps): ReactNode {
  useTuningLoad(tuning)
  useReturn(cockpit.catalogue, tuning.load)
  const form = useForm(tuning.form)
  const say = useAppText()
  return (
    <>
      <Composer {...composer} chips={sentValues(form)} />
      <output className="app-unapplied">
        {form.changes > 0 && (
          <button type="button" className="venom-button" data-variant="quiet" onClick={onTuning}>
            {say('unapplied', { count: form.changes })}
          </button>
        )}
      </output>
    </>
  )
}
