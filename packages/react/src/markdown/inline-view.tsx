'use client'
import { memo, type ReactNode } from 'react'

import { Caret } from './caret.js'
import type { Content, Inline, Run } from './parse/model.js'
import { useMarkdownText } from './text/use-markdown-text.js'

/** Text with its marks, and the caret after it. */
export function ContentView({ content, hasCaret }: ContentViewProps): ReactNode {
  return (
    <>
      {content.map(toRun)}
      {hasCaret && <Caret />}
    </>
  )
}

interface ContentViewProps {
  readonly content: Content
  readonly hasCaret: boolean
}

function toRun(run: Run, place: number): ReactNode {
  return <RunView key={place} run={run} />
}

const RunView = memo(function RunView({ run }: { readonly run: Run }): ReactNode {
  return toNodes(run.nodes)
})

function toNodes(nodes: readonly Inline[]): ReactNode {
  const [first] = nodes
  return nodes.length === 1 && first?.type === 'text' ? first.text : nodes.map(toNode)
}

function toNode(node: Inline, place: number): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text
    case 'code':
      return (
        <code key={place} dir="ltr" translate="no">
          {node.text}
        </code>
      )
    case 'strong':
      return <strong key={place}>{toNodes(node.children)}</strong>
    case 'emphasis':
      return <em key={place}>{toNodes(node.children)}</em>
    case 'deleted':
      return <del key={place}>{toNodes(node.children)}</del>
    case 'break':
      return <br key={place} />
    case 'link':
      return (
        <a key={place} href={node.address} target="_blank" rel="noreferrer noopener" title={node.address}>
          {toNodes(node.children)}
        </a>
      )
    case 'pending-link':
      return (
        <span key={place} data-slot="link" data-state="pending">
          {toNodes(node.children)}
        </span>
      )
    case 'refused-link':
      return (
        <span key={place} data-slot="link" data-state="refused">
          {toNodes(node.children)} <span data-slot="address">({shorten(node.written)})</span>
        </span>
      )
    case 'image':
      return <ImageLink key={place} address={node.address} alt={node.alt} />
  }
}

function ImageLink({ address, alt }: { readonly address: string | undefined; readonly alt: string }): ReactNode {
  const t = useMarkdownText()
  const words = alt.trim() === '' ? t('imageUnnamed') : t('image', { alt })
  if (address === undefined) return <span data-slot="image">{words}</span>
  return (
    <a data-slot="image" href={address} target="_blank" rel="noreferrer noopener" title={address}>
      {words}
    </a>
  )
}

/** A refused address may be a megabyte of data. */
function shorten(address: string): string {
  return address.length > 80 ? `${address.slice(0, 80)}…` : address
}
