'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { checkIcon } from '../icons.js'
import { useMarkdownText } from './text/use-markdown-text.js'

/** Says whether a task is done. It is no control: the text is the model's. */
export function TaskMark({ isDone }: { readonly isDone: boolean }): ReactNode {
  const t = useMarkdownText()
  return (
    <>
      <span className="venom-markdown-task" aria-hidden="true">
        {isDone && <Icon shape={checkIcon} />}
      </span>
      {/* Its own direction, so that the list follows the words of the text. */}
      <span className="venom-visually-hidden" dir="auto">
        {t(isDone ? 'done' : 'open')}
      </span>
    </>
  )
}
