'use client'
import type { TranslationReport } from '@venom/core'
import { memo, type ReactNode, type RefObject, useId } from 'react'

import { Icon } from '../icon.js'
import { barsIcon, refreshIcon } from '../icons.js'
import { CopyButton } from '../markdown/copy-button.js'
import { useFocusHeir } from '../use-focus-heir.js'
import { countChanged, SentParameters } from './sent-parameters.js'
import { useChatText } from './text/use-chat-text.js'
import { useTranscriptParts } from './transcript-parts.js'
import { useOpen } from './use-open.js'
import { Versions } from './versions.js'

/** What can be done with an answer. While it is written, the row keeps its place and shows when it is wanted. */
export const AnswerActions = memo(function AnswerActions(props: AnswerActionsProps): ReactNode {
  const { id, versions, report, model, hasText, hasAgain, heir } = props
  const t = useChatText()
  const { chat } = useTranscriptParts()
  const [isOpen, setOpen] = useOpen(id)
  const tableId = useId()
  const changed = report === undefined ? 0 : countChanged(report)
  return (
    <>
      <div className="venom-answer-actions" data-slot="answer-actions">
        {hasText && <CopyButton key={id} text={() => chat.turn(id)?.answer.text ?? ''} say={t} />}
        {hasAgain && <AgainButton id={id} heir={heir} />}
        <Versions id={id} versions={versions} onShow={chat.show} />
        {report !== undefined && (
          <button
            type="button"
            className="venom-button"
            data-variant="quiet"
            data-slot="sent-toggle"
            aria-expanded={isOpen}
            aria-controls={isOpen ? tableId : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon shape={barsIcon} />
            {t('sent')}
            {changed > 0 && <em data-tone="warn">{t('sentOtherwise', { count: changed })}</em>}
          </button>
        )}
      </div>
      {isOpen && report !== undefined && <SentParameters id={tableId} report={report} model={model} />}
    </>
  )
})

/** What the actions of an answer take. */
export interface AnswerActionsProps {
  readonly id: number
  readonly versions: readonly number[]
  readonly report: TranslationReport | undefined
  /** The model's canonical name, once the answer started. */
  readonly model: string | undefined
  /** There is something to copy. */
  readonly hasText: boolean
  /** It can be asked again from here. */
  readonly hasAgain: boolean
  /** Takes the focus of Again, which goes where the answer fails. */
  readonly heir: RefObject<HTMLElement | null>
}

function AgainButton({ id, heir }: Pick<AnswerActionsProps, 'id' | 'heir'>): ReactNode {
  const t = useChatText()
  const { chat, options } = useTranscriptParts()
  const button = useFocusHeir(heir)
  return (
    <button
      ref={button}
      type="button"
      className="venom-button"
      data-variant="quiet"
      data-slot="again"
      onClick={() => void chat.again(id, options)}
    >
      <Icon shape={refreshIcon} />
      {t('again')}
    </button>
  )
}
