'use client'
import { memo, type ReactNode } from 'react'

import { ContentView } from './inline-view.js'
import { longMark } from './long-mark.js'
import type { Align, Content, TableBlock, TableRow } from './parse/model.js'
import { scrolls } from './scrolls.js'
import { useMarkdownText } from './text/use-markdown-text.js'

/** A table, which scrolls by itself when it is wider than the text. */
export function TableView({ table, dir, hasCaret }: TableViewProps): ReactNode {
  const t = useMarkdownText()
  const { align, header, rows } = table
  const toRow = (cells: TableRow, place: number): ReactNode => (
    <RowView key={place} tag="td" cells={cells} align={align} hasCaret={hasCaret && place === rows.length - 1} />
  )
  return (
    <div className="venom-markdown-scroll" data-long={longMark(rows)} aria-label={t('table')} {...scrolls}>
      <table dir={dir}>
        <thead>
          <RowView tag="th" cells={header} align={align} hasCaret={hasCaret && rows.length === 0} />
        </thead>
        <tbody>{rows.map(toRow)}</tbody>
      </table>
    </div>
  )
}

interface TableViewProps {
  readonly table: TableBlock
  readonly dir: 'auto' | undefined
  readonly hasCaret: boolean
}

const RowView = memo(function RowView({ tag: Tag, cells, align, hasCaret }: RowProps): ReactNode {
  // The cell that is being written is the last one with a text in it.
  const last = hasCaret ? Math.max(0, cells.findLastIndex(hasText)) : -1
  const toCell = (content: Content, column: number): ReactNode => (
    <Tag key={column} scope={Tag === 'th' ? 'col' : undefined} data-align={align[column] ?? undefined}>
      <ContentView content={content} hasCaret={column === last} />
    </Tag>
  )
  return <tr>{cells.map(toCell)}</tr>
})

interface RowProps {
  readonly tag: 'th' | 'td'
  readonly cells: TableRow
  readonly align: readonly Align[]
  readonly hasCaret: boolean
}

function hasText(content: Content): boolean {
  return content.some(({ source }) => source !== '')
}
