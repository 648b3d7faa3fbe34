import { createLexer } from './lexer.js'
import { mendLines } from './mend-lines.js'
import type { Block } from './model.js'
import { createReferences } from './references.js'
import { createSplitter, type Piece } from './split.js'
import { toBlocks } from './to-blocks.js'

/** How many blocks are rendered as one, so that a render compares few things however long the document is. */
const groupSize = 32

/** A document as blocks, in groups of `groupSize`. A group of settled blocks stays the same object. */
type BlockGroups = readonly (readonly Block[])[]

/**
 * Parses a text that grows. What was settled is not looked at again: a call costs what was added, and at most `maxPieceCharacters`
 * before it. A text that does not begin with the former one is parsed from its begin. The result depends on the arguments only.
 *
 * @param isStreaming Whether more will come: then the end is mended, so that it does not change its looks with every letter.
 */
export type MarkdownParser = (text: string, isStreaming: boolean) => BlockGroups

/** Makes a parser for one document at a time. It never throws, whatever the text. */
export function createMarkdownParser(): MarkdownParser {
  let document = createDocument()
  let given = ''
  let wasStreaming = false
  let groups: BlockGroups | undefined

  return (text, isStreaming) => {
    if (groups !== undefined && text === given && isStreaming === wasStreaming) return groups
    if (!text.startsWith(given)) {
      document = createDocument()
      given = ''
    }
    document.append(text.slice(given.length))
    given = text
    wasStreaming = isStreaming
    groups = document.groups(isStreaming)
    return groups
  }
}

interface Document {
  append(text: string): void
  groups(isStreaming: boolean): BlockGroups
}

function createDocument(): Document {
  const lexer = createLexer()
  const splitter = createSplitter()
  const references = createReferences(lexer)
  const settled: Block[] = []
  let full: (readonly Block[])[] = []
  let tail: readonly Block[] = []
  let tailDefined = ''
  let source = ''
  let endsWithReturn = false

  function settle(piece: Piece): void {
    const before = settled.length
    if (typeof piece === 'string') {
      const { tokens, defined } = lexer.blocks(piece)
      settled.push(...toBlocks(lexer, tokens, tail, false))
      references.remember(piece, before)
      if (defined.length > 0) {
        references.resolve(defined, settled)
        full = []
        tail = []
      }
    } else settled.push(piece)
    tail = tail.slice(settled.length - before)
  }

  function readTail(rest: Piece, isStreaming: boolean): readonly Block[] {
    if (typeof rest !== 'string') {
      tail = [rest]
      return settled
    }
    const { tokens, defined } = lexer.blocks(isStreaming ? mendLines(rest) : rest)
    if (tailDefined !== defined.join('\n')) tail = []
    tailDefined = defined.join('\n')
    tail = toBlocks(lexer, tokens, tail, isStreaming)
    if (defined.length === 0) return settled
    const resolved = [...settled]
    if (!isStreaming) references.resolve(defined, resolved)
    // Nobody knows whether the address of the last one is whole.
    lexer.forget(defined)
    return resolved
  }

  return {
    append(text) {
      const added = endsWithReturn && text.startsWith('\n') ? text.slice(1) : text
      if (text !== '') endsWithReturn = text.endsWith('\r')
      source += added.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD')
      for (const piece of splitter.advance(source)) settle(piece)
    },
    groups(isStreaming) {
      const blocks = readTail(splitter.rest(source, isStreaming), isStreaming)
      while ((full.length + 1) * groupSize <= settled.length) {
        full.push(settled.slice(full.length * groupSize, (full.length + 1) * groupSize))
      }
      const known = blocks === settled ? full : []
      return [...known, ...toGroups([...blocks.slice(known.length * groupSize), ...tail])]
    },
  }
}

function toGroups(blocks: readonly Block[]): BlockGroups {
  const groups: (readonly Block[])[] = []
  for (let start = 0; start < blocks.length; start += groupSize) groups.push(blocks.slice(start, start + groupSize))
  return groups
}
