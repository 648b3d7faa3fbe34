import type { CodeBlock } from './model.js'

const chunkCharacters = 4_096

/** A code block that is being read, line by line. */
export interface Fence {
  readonly mark: string
  readonly indent: number
  readonly language: string
  /** Whole ones; they end at line ends. */
  readonly chunks: string[]
  chunk: string
}

/** Reads the line that opens a code block; `undefined`: it opens none. */
export function openFence(line: string): Fence | undefined {
  const [, indent = '', mark, info = ''] = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line) ?? []
  return mark === undefined
    ? undefined
    : { mark, indent: indent.length, language: languageOf(info), chunks: [], chunk: '' }
}

/** The language that the words after a fence name; empty: none. */
export function languageOf(info: string | undefined): string {
  return (/^[^\s{]{1,40}/.exec(info?.trim() ?? '') ?? [''])[0]
}

/** Whether a line closes the block. */
export function closesFence({ mark }: Fence, line: string): boolean {
  const [, found = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? []
  return found.startsWith(mark)
}

/** Adds a line of code, with its line end. */
export function addLine(fence: Fence, line: string): void {
  fence.chunk += withoutIndent(fence, line)
  if (fence.chunk.length < chunkCharacters) return
  fence.chunks.push(fence.chunk)
  fence.chunk = ''
}

/**
 * The block as far as it was read.
 *
 * @param line Begin of a line that is still being written. It is held back as long as it may close the block.
 * @param isOpen Whether more may come.
 */
export function toCodeBlock(fence: Fence, line: string, isOpen: boolean): CodeBlock {
  const isClosed = closesFence(fence, line)
  const mayClose = isOpen && line !== '' && fence.mark.startsWith(line.trim())
  const last = fence.chunk + (isClosed || mayClose ? '' : withoutIndent(fence, line))
  return {
    type: 'code',
    language: fence.language,
    chunks: last === '' ? [...fence.chunks] : [...fence.chunks, last],
    isOpen: isOpen && !isClosed,
  }
}

/** Cuts code into pieces that end at line ends, so that a long one is laid out piece by piece. */
export function toChunks(code: string): readonly string[] {
  const chunks: string[] = []
  let start = 0
  while (code.length - start > chunkCharacters) {
    const end = code.indexOf('\n', start + chunkCharacters - 1) + 1
    if (end === 0) break
    chunks.push(code.slice(start, end))
    start = end
  }
  return start < code.length ? [...chunks, code.slice(start)] : chunks
}

function withoutIndent({ indent }: Fence, line: string): string {
  let spaces = 0
  while (spaces < indent && line.charAt(spaces) === ' ') spaces += 1
  return line.slice(spaces)
}
