'use client'
import { createContext, type ReactNode, use } from 'react'

import type { ChatStore } from './chat-contract.js'
import type { SendOptions } from './turn.js'

/** A text of an answer, as it is given to whoever shows it. */
export interface AnswerText {
  readonly text: string
  /** More will come: its end shows a caret. */
  readonly isStreaming: boolean
}

/** What all parts of a transcript share. */
export interface TranscriptParts {
  readonly chat: ChatStore
  /** What Again, Edit and examples are asked with. Undefined: as the turn was. */
  readonly options: SendOptions | undefined
  readonly renderText: (part: AnswerText) => ReactNode
  /** Begins another chat. Undefined: that is not offered. */
  readonly onNewChat: (() => void) | undefined
}

/** Carries what the parts of a transcript share. */
export const TranscriptContext = createContext<TranscriptParts | null>(null)

/** What the transcript around this part shares. @throws {TypeError} outside of a transcript. */
export function useTranscriptParts(): TranscriptParts {
  const parts = use(TranscriptContext)
  if (parts === null) throw new TypeError('This part belongs into a <Transcript>.')
  return parts
}
