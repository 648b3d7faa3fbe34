'use client'
import { createElement, memo, type ReactNode } from 'react'

import { CodeView } from './code-view.js'
import { ContentView } from './inline-view.js'
import { longMark } from './long-mark.js'
import type { MarkdownOptions } from './options.js'
import type { Block, ListBlock, ListItem } from './parse/model.js'
import { TableView } from './table-view.js'
import { TaskMark } from './task-mark.js'

interface ViewProps {
  readonly options: MarkdownOptions
  /** The outmost block follows its own words; one with a direction of its own would not count for the block around it. */
  readonly dir: 'auto' | undefined
  /** Whether it ends with the caret. */
  readonly hasCaret: boolean
}

/** Blocks that stand together: rendered again only when one of them changed. */
export const BlockGroup = memo(function BlockGroup({
  blocks,
  options,
  dir,
  hasCaret,
}: ViewProps & { readonly blocks: readonly Block[] }): ReactNode {
  const toBlock = (block: Block, place: number): ReactNode => (
    <BlockView
      key={place}
      block={block}
      options={options}
      dir={dir}
      hasCaret={hasCaret && place === blocks.length - 1}
    />
  )
  return blocks.map(toBlock)
})

const BlockView = memo(function BlockView({
  block,
  options,
  dir,
  hasCaret,
}: ViewProps & { readonly block: Block }): ReactNode {
  switch (block.type) {
    case 'paragraph': {
      const content = <ContentView content={block.content} hasCaret={hasCaret} />
      return block.isBare ? content : <p dir={dir}>{content}</p>
    }
    case 'heading':
      return createElement(
        `h${Math.min(6, block.depth + options.headingOffset)}`,
        { dir, 'data-depth': block.depth },
        <ContentView content={block.content} hasCaret={hasCaret} />,
      )
    case 'quote':
      return (
        <blockquote dir={dir} data-long={longMark(block.blocks)}>
          <BlockGroup blocks={block.blocks} options={options} dir={undefined} hasCaret={hasCaret} />
        </blockquote>
      )
    case 'code':
      return <CodeView code={block} renderCode={options.renderCode} hasCaret={hasCaret} />
    case 'list':
      return <ListView list={block} options={options} dir={dir} hasCaret={hasCaret} />
    case 'table':
      return <TableView table={block} dir={dir} hasCaret={hasCaret} />
    case 'rule':
      return <hr />
  }
})

function ListView({ list, options, dir, hasCaret }: ViewProps & { readonly list: ListBlock }): ReactNode {
  const toItem = (item: ListItem, place: number): ReactNode => (
    <ItemView key={place} item={item} options={options} hasCaret={hasCaret && place === list.items.length - 1} />
  )
  const { start, isLoose } = list
  return createElement(
    start === undefined ? 'ul' : 'ol',
    { dir, start, 'data-loose': isLoose ? '' : undefined, 'data-long': longMark(list.items) },
    list.items.map(toItem),
  )
}

const ItemView = memo(function ItemView({
  item,
  options,
  hasCaret,
}: Omit<ViewProps, 'dir'> & { readonly item: ListItem }): ReactNode {
  const { isDone, blocks } = item
  if (isDone === undefined) {
    return (
      <li>
        <BlockGroup blocks={blocks} options={options} dir={undefined} hasCaret={hasCaret} />
      </li>
    )
  }
  return (
    <li data-task={isDone ? 'done' : 'open'}>
      <TaskMark isDone={isDone} />
      <BlockGroup blocks={blocks} options={options} dir={undefined} hasCaret={hasCaret} />
    </li>
  )
})
