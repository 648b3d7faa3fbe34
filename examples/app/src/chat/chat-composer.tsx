import { useStore } from '@venom/react'
import { type ChatStore, Composer, type SendOptions, useChatSelector } from '@venom/react/chat'
import { findModel, nameModel } from '@venom/react/models'
import { useForm } from '@venom/react/parameters'
import { type TuningStore, useTuningLoad } from '@venom/react/tuning'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'

import type { Cockpit } from '../state/cockpit.js'
import { sentValues, untuned } from '../state/sent-values.js'
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
  const { state, models } = useStore(cockpit.catalogue)
  const form = useForm(tuning?.form ?? untuned)
  const say = useAppText()
  const model = findModel(models, options?.model)
  const name = model === undefined ? options?.model : nameModel(model).name
  return (
    <>
      {tuning !== undefined && <TuningLoad cockpit={cockpit} chat={chat} tuning={tuning} />}
      {/* One and the same, also when a model is found while somebody writes. */}
      <Composer
        ref={field}
        chat={chat}
        options={options}
        modelName={name}
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

interface TuningLoadProps {
  readonly cockpit: Cockpit
  readonly chat: ChatStore
  readonly tuning: TuningStore
}

function TuningLoad({ cockpit, chat, tuning }: TuningLoadProps): ReactNode {
  const isAnswering = useChatSelector(chat, (state) => state.isAnswering)
  const wasAnswering = useRef(isAnswering)
  useTuningLoad(tuning)
  // An answer can change what is loaded, and shows what others set: what stands above and below it must not contradict it. One that
  // was stopped has other worries: each question to a llama-server postpones its look at the connection that was closed.
  useEffect(() => {
    const isOver = wasAnswering.current && !isAnswering
    wasAnswering.current = isAnswering
    if (!isOver || chat.get().turns.at(-1)?.answer.state !== 'finished') return
    void cockpit.catalogue.refresh()
    void tuning.refresh()
  }, [cockpit, chat, tuning, isAnswering])
  useReturn(cockpit.catalogue, tuning.get().model, tuning.load)
  return null
}
