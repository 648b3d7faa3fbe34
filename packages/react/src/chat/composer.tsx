'use client'
import { sameValues } from '@venom/core'
import { type ComponentProps, type ReactNode, type RefObject, useId, useRef, useState } from 'react'

import { Icon } from '../icon.js'
import { arrowUpIcon, stopIcon } from '../icons.js'
import { useStore } from '../use-store.js'
import type { ChatStore } from './chat-contract.js'
import { MessageField } from './message-field.js'
import { type ParameterChip, ParameterChips } from './parameter-chips.js'
import { useChatText } from './text/use-chat-text.js'
import type { SendOptions } from './turn.js'
import { useChatSelector } from './use-chat.js'

/**
 * Where a person writes. Enter sends, Shift+Enter starts a new line, Escape stops the answer; an input method keeps its keys. While an
 * answer comes nothing is sent: Enter says so. What is written stays in the chat's draft until it is sent, also while this part is not there.
 */
export function Composer(props: ComposerProps): ReactNode {
  const {
    chat,
    options,
    onSend,
    modelName = options?.model,
    chips = [],
    disabledReason,
    className,
    ref,
    ...others
  } = props
  const t = useChatText()
  const own = useRef<HTMLTextAreaElement>(null)
  const field = ref ?? own
  const draft = useStore(chat.draft)
  const isAnswering = useChatSelector(chat, (state) => state.isAnswering)
  const latest = useChatSelector(chat, (state) => state.latest)
  const isLoading = useChatSelector(chat, (state) => state.isLoading)
  const [failure, setFailure] = useState<Failure>()
  /** The answer that something was to be sent under. */
  const [held, setHeld] = useState<Held>()
  const reasonId = useId()
  const keysId = useId()

  const obstacle = disabledReason ?? (isLoading ? t('loading') : options === undefined ? t('sendNoModel') : undefined)
  const why = obstacle ?? (draft.trim() === '' ? t('sendEmpty') : undefined)
  const isOfThis = failure?.chat === chat && isSame(failure.options, options)
  const isHeld = isAnswering && held?.chat === chat && held.latest === latest
  const told = obstacle ?? (isHeld ? t('sendAnswering') : isOfThis ? failure.message : '')

  async function ask(content: string, how: SendOptions): Promise<void> {
    await (onSend ?? chat.send)(content, how)
  }

  function send(): void {
    if (why !== undefined || options === undefined) return
    // Only Stop and Escape end an answer.
    if (isAnswering) return setHeld({ chat, latest })
    setFailure(undefined)
    const sent = draft
    const asked = ask(sent, options)
    chat.draft.set('')
    // On a phone the keyboard would come back over the answer.
    if (!matchMedia('(pointer: coarse)').matches) field.current?.focus({ preventScroll: true })
    asked.catch((thrown: unknown) => {
      const message = t('sendFailed', { message: thrown instanceof Error ? thrown.message : String(thrown) })
      setFailure({ chat, options, message })
      if (chat.draft.get() === '') chat.draft.set(sent)
    })
  }

  return (
    <form
      {...others}
      className={className === undefined ? 'venom-composer' : `venom-composer ${className}`}
      data-slot="composer"
      data-state={isAnswering ? 'answering' : 'idle'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <MessageField
        ref={field}
        aria-label={t('composer')}
        aria-describedby={told === '' ? keysId : `${reasonId} ${keysId}`}
        placeholder={modelName === undefined ? t('writePlain') : t('writeTo', { model: modelName })}
        value={draft}
        onChange={({ currentTarget: { value } }) => chat.draft.set(value)}
        onSend={send}
        onEscape={(event) => {
          if (!isAnswering) return
          // It stopped the answer; a dialog around it must not close as well.
          event.stopPropagation()
          chat.stop()
        }}
      />
      <div className="venom-composer-foot">
        {told === '' ? (
          <ParameterChips chips={chips} />
        ) : (
          <p
            key={obstacle !== undefined ? 'obstacle' : isHeld ? 'held' : 'failure'}
            id={reasonId}
            role={obstacle === undefined ? 'alert' : undefined}
            className="venom-note"
            data-slot="reason"
            data-tone={obstacle === undefined && !isHeld ? 'bad' : 'quiet'}
          >
            {told}
          </p>
        )}
        <span id={keysId} className="venom-visually-hidden">
          {t('composerKeys')}
        </span>
        {isAnswering ? (
          <button
            key="send"
            type="button"
            className="venom-button"
            data-slot="stop"
            aria-label={t('stop')}
            title={t('stop')}
            onClick={(event) => {
              // Before the browser acts on the press this is the Send button again, which would send what was written meanwhile.
              event.preventDefault()
              // The second press of a double click was meant for the button that stood here before.
              if (event.detail < 2) chat.stop()
            }}
          >
            <Icon shape={stopIcon} />
          </button>
        ) : (
          <button
            key="send"
            type="submit"
            className="venom-button"
            data-slot="send"
            data-variant="primary"
            aria-label={t('send')}
            aria-disabled={why !== undefined}
            title={why ?? t('send')}
          >
            <Icon shape={arrowUpIcon} />
          </button>
        )}
      </div>
    </form>
  )
}

/** What a composer takes, besides all that a form takes. */
export interface ComposerProps extends Omit<ComponentProps<'form'>, 'children' | 'onSubmit' | 'ref'> {
  readonly chat: ChatStore
  /** What is asked with. Undefined: no model is picked yet, and the composer says so. */
  readonly options: SendOptions | undefined
  /** Sends in another way. One that rejects gives the text back and says why. Default: `chat.send`, which tells in the transcript. */
  readonly onSend?: (content: string, options: SendOptions) => Promise<void> | void
  /** Default: the address of the model in `options`. */
  readonly modelName?: string | undefined
  /** Parameters that will be sent. */
  readonly chips?: readonly ParameterChip[]
  /** Why nothing can be sent now. One can write on meanwhile. */
  readonly disabledReason?: string | undefined
  /** The field, to give it the focus. */
  readonly ref?: RefObject<HTMLTextAreaElement | null>
}

/** Why something was not sent, and what it was asked of: of anything else it says nothing. */
interface Failure {
  readonly chat: ChatStore
  readonly options: SendOptions
  readonly message: string
}

/** While which answer Enter was pressed. */
interface Held {
  readonly chat: ChatStore
  readonly latest: number
}

/** A host may make its options anew whenever it renders. */
function isSame(a: SendOptions, b: SendOptions | undefined): boolean {
  return a.model === b?.model && sameValues(a.generation_params ?? {}, b.generation_params ?? {})
}
