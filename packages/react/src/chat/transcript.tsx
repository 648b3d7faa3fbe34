'use client'
import { type ComponentProps, type ReactNode, useMemo, useState } from 'react'

import { AnswerView } from './answer.js'
import { Announcer } from './announcer.js'
import type { ChatStore } from './chat-contract.js'
import { EmptyChat } from './empty-chat.js'
import type { ScrollMode } from './follower.js'
import { JumpButton } from './jump-button.js'
import { plainText } from './plain-text.js'
import { QuestionView } from './question.js'
import { Skeleton } from './skeleton.js'
import { useChatText } from './text/use-chat-text.js'
import { TranscriptNotices } from './transcript-notices.js'
import { TranscriptContext, type TranscriptParts } from './transcript-parts.js'
import type { SendOptions } from './turn.js'
import { useChatSelector } from './use-chat.js'
import { useFollowScroll } from './use-follow-scroll.js'

const noExamples: readonly string[] = []

/**
 * Shows a chat: questions, answers as they are written, where their time went and what was sent. It scrolls by itself and fills the
 * height that it is given; without one it is as high as its turns. What is written renders where it grows, however long the chat.
 */
export function Transcript(props: TranscriptProps): ReactNode {
  const {
    chat,
    options,
    renderText = plainText,
    scroll = 'follow',
    modelName = options?.model,
    examples = noExamples,
    onNewChat,
    className,
    ...others
  } = props
  const t = useChatText()
  const ids = useChatSelector(chat, (state) => state.ids)
  const isLoading = useChatSelector(chat, (state) => state.isLoading)
  const latest = useChatSelector(chat, (state) => state.latest)
  const { scroller, content, isAway, toEnd } = useFollowScroll(scroll, latest)
  const [seen, setSeen] = useState({ chat, nth: 0 })
  // What is open or marked in the turns of one chat is nothing to those of another.
  if (seen.chat !== chat) setSeen({ chat, nth: seen.nth + 1 })
  const parts = useMemo<TranscriptParts>(
    () => ({ chat, options, renderText, onNewChat }),
    [chat, options, renderText, onNewChat],
  )

  function askExample(example: string): void {
    if (options === undefined) return
    // The button is gone with the first turn; its place takes the focus.
    scroller.current?.focus({ preventScroll: true })
    void chat.send(example, options)
  }

  return (
    <TranscriptContext value={parts}>
      <section
        {...others}
        className={className === undefined ? 'venom-transcript' : `venom-transcript ${className}`}
        data-slot="transcript"
        data-scroll={scroll}
      >
        {/* Told by the announcer instead: a log that speaks would read every token. */}
        <div
          ref={scroller}
          className="venom-transcript-scroller"
          role="log"
          aria-live="off"
          aria-label={t('conversation')}
          aria-busy={isLoading}
          // Keys scroll it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <div ref={content} className="venom-transcript-column">
            <TranscriptNotices chat={chat} />
            {isLoading && <Skeleton />}
            {!isLoading && ids.length === 0 && (
              <EmptyChat
                modelName={modelName}
                examples={examples}
                onExample={options === undefined ? undefined : askExample}
              />
            )}
            {ids.map((id, index) => (
              // A turn is known by its place: another version of it takes the same, and the focus stays.
              <div key={`${seen.nth} ${ids[index - 1] ?? 0}`} className="venom-turn" data-slot="turn">
                <QuestionView id={id} n={index + 1} />
                <AnswerView id={id} n={index + 1} />
              </div>
            ))}
          </div>
        </div>
        {isAway && <JumpButton scroller={scroller} onJump={toEnd} />}
        <Announcer chat={chat} />
      </section>
    </TranscriptContext>
  )
}

/** What a transcript takes, besides all that a section takes. */
export interface TranscriptProps extends Omit<ComponentProps<'section'>, 'children'> {
  readonly chat: ChatStore
  /** What Again, Edit and examples are asked with. Default: as the turn was; examples then wait. Keep it the same from render to render. */
  readonly options?: SendOptions | undefined
  /** Shows the text of an answer, for instance as Markdown. Keep it the same from render to render. Default: the text as it came. */
  readonly renderText?: TranscriptParts['renderText']
  /** How it moves while it grows. Default: `follow`. */
  readonly scroll?: ScrollMode
  /** How the model is called where nothing was asked yet. Default: the address of the model in `options`. */
  readonly modelName?: string | undefined
  /** Questions to begin with. */
  readonly examples?: readonly string[]
  /** Begins another chat, offered where a conversation does not fit the window any more. Keep it the same from render to render. */
  readonly onNewChat?: (() => void) | undefined
}
