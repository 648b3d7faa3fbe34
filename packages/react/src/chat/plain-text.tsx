import type { ReactNode } from 'react'

import type { AnswerText } from './transcript-parts.js'

/** Shows an answer as it came, line by line: what a transcript does without a `renderText`. */
export function plainText({ text, isStreaming }: AnswerText): ReactNode {
  return (
    <p className="venom-chat-plain">
      {text}
      {isStreaming && <span className="venom-chat-caret" aria-hidden="true" />}
    </p>
  )
}
