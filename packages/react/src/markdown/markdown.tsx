'use client'
import { type ComponentProps, type ReactNode, useMemo, useState } from 'react'

import { BlockGroup } from './block-view.js'
import type { MarkdownOptions } from './options.js'
import type { Block } from './parse/model.js'
import { createMarkdownParser, type MarkdownParser } from './parse/parser.js'

/**
 * How many groups of 32 blocks stand in the document itself. Those that follow stand in boxes, which a browser lays out only in sight:
 * with all in one place, each word added to 50,000 blocks would cost as much as all of them.
 */
const openGroups = 8

/**
 * Shows Markdown that a model writes, or wrote: CommonMark with the tables, tasks, strikethrough and bare addresses of GitHub.
 *
 * Nothing in the text can act. HTML is shown as text. Only http, https and mailto are links, in a new tab and without a referrer. Images
 * are links to them, so that a text causes no request. A text that grows is parsed and rendered where it grows, whatever its length.
 */
export function Markdown(props: MarkdownProps): ReactNode {
  const { text, isStreaming = false, headingOffset = 2, renderCode, className, ...others } = props
  const [parse] = useState(createParser)
  const options = useMemo<MarkdownOptions>(() => ({ headingOffset, renderCode }), [headingOffset, renderCode])
  const groups = parse(text, isStreaming)
  // Groups, blocks, items, rows and runs are only ever added at the end: the place of one is its key.
  const toGroup = (blocks: readonly Block[], place: number): ReactNode => {
    const hasCaret = isStreaming && place === groups.length - 1
    const group = <BlockGroup key={place} blocks={blocks} options={options} dir="auto" hasCaret={hasCaret} />
    // By its place alone: a group that was once in the document is never moved into a box.
    return place < openGroups ? (
      group
    ) : (
      <div key={place} data-slot="part">
        {group}
      </div>
    )
  }
  return (
    <div
      {...others}
      className={className === undefined ? 'venom-markdown' : `venom-markdown ${className}`}
      data-slot="markdown"
      data-state={isStreaming ? 'streaming' : 'settled'}
    >
      {groups.map(toGroup)}
    </div>
  )
}

/** What a Markdown text takes, besides all that a div takes. */
export interface MarkdownProps extends Omit<ComponentProps<'div'>, 'children'> {
  /** The text. While it grows, pass what is there so far: what was there before is not read again. */
  readonly text: string
  /** Whether more will come: then the end is mended (`**bold` is bold at once) and shows a caret. Default: false. */
  readonly isStreaming?: boolean
  /**
   * How many levels its headings lie below those of the page; none gets below the sixth. Default: 2, so that `#` is an h3 under the h2 of
   * a conversation.
   */
  readonly headingOffset?: number
  /** Shows code inside its frame, for a highlighter. Keep the function the same from render to render. Default: plain text. */
  readonly renderCode?: MarkdownOptions['renderCode']
}

function createParser(): MarkdownParser {
  return createMarkdownParser()
}
