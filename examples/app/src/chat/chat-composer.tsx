import { useStore } from '@venom/react'
import { type ChatStore, Composer, type SendOptions } from '@venom/react/chat'
import { readModelName } from '@venom/react/models'
import { createParameterForm, useForm } from '@venom/react/parameters'
import { type TuningStore, useTuningLoad } from '@venom/react/tuning'
import type { ReactNode, RefObject } from 'react'

import type { Cockpit } from '../state/cockpit.js'
import { sentValues } from '../state/sent-values.js'
import { useReturn } from '../state/use-return.js'
import { useAppText } from '../text/use-app-text.js'

const untuned = createParameterForm({ schema: {} })

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
  const form = useForm(tuning?.form ?? untuned)
  const say = useAppText()
  return (
    <>
      {tuning !== undefined && <TuningLoad cockpit={cockpit} tuning={tuning} />}
      {/* One and the same, also when a model is found while somebody writes. */}
      <Composer
        ref={field}
        chat={chat}
        options={options}
        modelName={options === undefined ? undefined : readModelName(options.model).name}
        disabledReason={state === 'failed' ? say('awaySend') : options === undefined ? say('noModel') : undefined}
        chips={sentValues(form)}
      />
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

function TuningLoad({ cockpit, tuning }: { readonly cockpit: Cockpit; readonly tuning: TuningStore }): ReactNode {
  useTuningLoad(tuning)
  useReturn(cockpit.catalogue, tuning.get().model, tuning.load)
  return null
}
