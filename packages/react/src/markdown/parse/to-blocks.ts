import type { MarkedToken, Token, Tokens } from 'marked'

import { cutAt } from './cut.js'
import { languageOf, toChunks } from './fence.js'
import { type BoundedLexer, isKnown } from './lexer.js'
import { mendInline } from './mend-inline.js'
import type { Block, Content, ListBlock, ListItem, TableBlock, TableRow } from './model.js'
import { toInlines } from './to-inlines.js'

/** What of a text is lexed at once, in characters. Marks do not reach across: a text this long without a block is none to read. */
const maxRunCharacters = 4_096

/**
 * Turns tokens of blocks into what is shown. What is the same as in `previous`, the same blocks earlier, is the same object again.
 *
 * @param isOpen Whether the end of the last block is still being written: its text is mended.
 */
export function toBlocks(
  lexer: BoundedLexer,
  tokens: readonly Token[],
  previous: readonly Block[],
  isOpen: boolean,
): readonly Block[] {
  const shown = tokens.filter(isKnown).filter(({ type }) => type !== 'space' && type !== 'def' && type !== 'checkbox')
  const isLastOpen = isOpen && tokens.at(-1) === shown.at(-1)
  const blocks = shown.flatMap(
    (token, index) => toBlock(lexer, token, previous[index], isLastOpen && index === shown.length - 1) ?? [],
  )
  return keep(previous, blocks)
}

function toBlock(
  lexer: BoundedLexer,
  token: MarkedToken,
  before: Block | undefined,
  isOpen: boolean,
): Block | undefined {
  switch (token.type) {
    case 'paragraph':
    case 'text': {
      const known = before?.type === 'paragraph' ? before : undefined
      const isBare = token.type === 'text'
      const content = toContent(lexer, token.text, known?.content, isOpen)
      return content === known?.content && isBare === known.isBare ? known : { type: 'paragraph', isBare, content }
    }
    case 'heading': {
      const known = before?.type === 'heading' ? before : undefined
      const content = toContent(lexer, token.text, known?.content, isOpen)
      return content === known?.content && token.depth === known.depth
        ? known
        : { type: 'heading', depth: token.depth, content }
    }
    case 'blockquote': {
      const known = before?.type === 'quote' ? before : undefined
      const blocks = toBlocks(lexer, token.tokens, known?.blocks ?? [], isOpen)
      return blocks === known?.blocks ? known : { type: 'quote', blocks }
    }
    case 'code': {
      const known = before?.type === 'code' ? before : undefined
      const language = languageOf(token.lang)
      const chunks = keep(known?.chunks, toChunks(token.text))
      const isSame = chunks === known?.chunks && language === known.language && isOpen === known.isOpen
      return isSame ? known : { type: 'code', language, chunks, isOpen }
    }
    case 'list':
      return toList(lexer, token, before?.type === 'list' ? before : undefined, isOpen)
    case 'table':
      return toTable(lexer, token, before?.type === 'table' ? before : undefined, isOpen)
    case 'hr':
      return before?.type === 'rule' ? before : { type: 'rule' }
    default:
      return undefined
  }
}

function toList(lexer: BoundedLexer, token: Tokens.List, known: ListBlock | undefined, isOpen: boolean): ListBlock {
  const items = keep(
    known?.items,
    token.items.map((item, index): ListItem => {
      const before = known?.items[index]
      const isDone = item.task ? item.checked === true : undefined
      const blocks = toBlocks(lexer, withoutBox(item), before?.blocks ?? [], isOpen && index === token.items.length - 1)
      return before?.blocks === blocks && before.isDone === isDone ? before : { isDone, blocks }
    }),
  )
  const start = token.ordered && token.start !== '' ? token.start : undefined
  const isSame = items === known?.items && start === known.start && token.loose === known.isLoose
  return isSame ? known : { type: 'list', start, isLoose: token.loose, items }
}

/** Of a loose task, `marked` puts the box back into the text. */
function withoutBox({ tokens, task }: Tokens.ListItem): readonly Token[] {
  const [first, ...others] = tokens
  if (!task || first?.type !== 'paragraph') return tokens
  const text = String(first['text']).replace(/^\[[ xX]\]\s*/, '')
  return [{ ...first, text }, ...others]
}

function toTable(lexer: BoundedLexer, token: Tokens.Table, known: TableBlock | undefined, isOpen: boolean): TableBlock {
  const toRow = (row: readonly Tokens.TableCell[], before: TableRow | undefined, isRowOpen: boolean): TableRow =>
    keep(
      before,
      row.map(({ text }, column) => toContent(lexer, text, before?.[column], isRowOpen)),
    )
  const last = token.rows.length - 1
  const header = toRow(token.header, known?.header, isOpen && last === -1)
  const rows = keep(
    known?.rows,
    token.rows.map((row, index) => toRow(row, known?.rows[index], isOpen && index === last)),
  )
  const align = keep(known?.align, token.align)
  const isSame = header === known?.header && rows === known.rows && align === known.align
  return isSame ? known : { type: 'table', align, header, rows }
}

function toContent(lexer: BoundedLexer, text: string, known: Content | undefined, isOpen: boolean): Content {
  const sources = toRuns(text)
  const runs = sources.map((run, index) => {
    const source = isOpen && index === sources.length - 1 ? mendInline(run) : run
    const before = known?.[index]
    return before?.source === source ? before : { source, nodes: toInlines(lexer.inlines(source)) }
  })
  return keep(known, runs)
}

/** The former list when it has the same elements. */
function keep<Element>(before: readonly Element[] | undefined, made: readonly Element[]): readonly Element[] {
  return before?.length === made.length && made.every((one, index) => one === before[index]) ? before : made
}

function toRuns(text: string): readonly string[] {
  const runs: string[] = []
  let rest = text
  while (rest.length > maxRunCharacters) {
    const end = cutAt(rest, maxRunCharacters)
    runs.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return [...runs, rest]
}
