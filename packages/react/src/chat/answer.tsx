'use client'
import { isEnded, type Timings } from '@venom/core'
import { memo, type ReactNode, useRef } from 'react'

import { withoutFolders } from '../models/model-name.js'
import { AnswerActions } from './answer-actions.js'
import { AnswerNote } from './answer-note.js'
import { AnswerWarnings } from './answer-warnings.js'
import { isLasting, PartialError } from './partial-error.js'
import { PhaseBar } from './phase-bar.js'
import { Reasoning } from './reasoning.js'
import { useChatText } from './text/use-chat-text.js'
import { ToolCalls } from './tool-calls.js'
import { useTranscriptParts } from './transcript-parts.js'
import { useChatSelector, useTurn } from './use-chat.js'

/** An answer with everything under it. A token renders this and the bar, and nothing beside. */
export const AnswerView = memo(function AnswerView({ id, n }: AnswerViewProps): ReactNode {
  const t = useChatText()
  const { chat, options, renderText, onNewChat } = useTranscriptParts()
  const article = useRef<HTMLElement>(null)
  const turn = useTurn(chat, id)
  const sentAt = useChatSelector(chat, (state) => (state.latest === id ? state.sentAt : undefined))
  // In the conversation that is shown, the answer above.
  const before = useChatSelector(chat, ({ turns }) => turns[n - 2]?.options.model)
  if (turn === undefined) return null

  const { answer, versions, options: asked } = turn
  const { state, text, reasoning, tool_calls, translation, error } = answer
  const isRunning = !isEnded(answer)
  // As it was asked for: of two runtimes that have a model of one name, it says which.
  const model = withoutFolders(asked.model)
  const failure = state === 'failed' ? error : undefined
  return (
    <article
      ref={article}
      // It takes the focus of a button that goes with what it does.
      tabIndex={-1}
      className="venom-answer"
      data-slot="answer"
      data-state={state}
      aria-label={t('answerBy', { n, model })}
    >
      {asked.model !== before && (
        <div className="venom-answer-model" data-slot="answer-model" dir="auto">
          {model}
        </div>
      )}
      {reasoning !== '' && (
        <Reasoning
          key={`reasoning ${id}`}
          text={reasoning}
          isThinking={isRunning && text === ''}
          ms={thinkingMs(answer.timings)}
        />
      )}
      {tool_calls.length > 0 && <ToolCalls calls={tool_calls} />}
      {(text !== '' || (isRunning && reasoning === '')) && (
        <div key={`text ${id}`} className="venom-answer-text" data-slot="answer-text" dir="auto">
          {text === '' ? (
            <span className="venom-chat-caret" aria-hidden="true" />
          ) : (
            renderText({ text, isStreaming: isRunning })
          )}
        </div>
      )}
      {answer.warnings.length > 0 && <AnswerWarnings warnings={answer.warnings} />}
      {!isRunning && <AnswerNote answer={answer} />}
      {failure !== undefined && (
        <PartialError
          error={failure}
          hasText={text !== ''}
          heir={article}
          onRetry={() => void chat.again(id, options)}
          onNewChat={onNewChat}
        />
      )}
      <PhaseBar turn={turn} sentAt={sentAt} />
      <AnswerActions
        id={id}
        versions={versions}
        report={translation}
        model={answer.model}
        hasText={text !== ''}
        // One way is enough.
        hasAgain={failure === undefined || isLasting(failure)}
        heir={article}
      />
    </article>
  )
})

/** What an answer takes. */
export interface AnswerViewProps {
  readonly id: number
  /** Its place in the conversation, from 1. */
  readonly n: number
}

function thinkingMs({ first_token, first_text }: Timings): number | undefined {
  if (first_token === undefined || first_text === undefined || first_text <= first_token) return undefined
  return first_text - first_token
}
