'use client'
import { memo, type ReactNode } from 'react'

import { Caret } from './caret.js'
import { CopyButton } from './copy-button.js'
import type { MarkdownOptions } from './options.js'
import type { CodeBlock } from './parse/model.js'
import { scrolls } from './scrolls.js'
import { useMarkdownText } from './text/use-markdown-text.js'

/** A block of code: what it is written in, a button that copies it, and the code, which scrolls sideways. */
export function CodeView({ code, renderCode, hasCaret }: CodeViewProps): ReactNode {
  const t = useMarkdownText()
  const { language, chunks, isOpen } = code
  const name = language === '' ? t('code') : t('codeIn', { language })
  const toChunk = (chunk: string, place: number): ReactNode => (
    <Chunk key={place} text={chunk} hasCaret={hasCaret && place === chunks.length - 1} />
  )
  return (
    <div className="venom-markdown-code" data-slot="code" data-state={isOpen ? 'open' : 'closed'}>
      <div data-slot="code-head">
        <span translate="no">{language === '' ? t('code') : language}</span>
        <CopyButton text={() => toText(chunks)} say={t} />
      </div>
      <pre dir="ltr" translate="no" aria-label={name} {...scrolls}>
        <code>
          {renderCode === undefined ? chunks.map(toChunk) : renderCode({ text: toText(chunks), language, isOpen })}
          {hasCaret && (renderCode !== undefined || chunks.length === 0) && <Caret />}
        </code>
      </pre>
    </div>
  )
}

interface CodeViewProps {
  readonly code: CodeBlock
  readonly renderCode: MarkdownOptions['renderCode']
  readonly hasCaret: boolean
}

/** A piece of code is a box of its own: a browser lays out the last one only when code is added. */
const Chunk = memo(function Chunk({
  text,
  hasCaret,
}: {
  readonly text: string
  readonly hasCaret: boolean
}): ReactNode {
  return (
    <span data-slot="code-chunk">
      {text}
      {hasCaret && <Caret />}
    </span>
  )
})

/** Without the last line end: pasted into a terminal, it would run what was copied. */
function toText(chunks: readonly string[]): string {
  return chunks.join('').replace(/\n$/, '')
}
