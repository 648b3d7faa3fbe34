import { cutAt } from './cut.js'
import { addLine, closesFence, type Fence, openFence, toCodeBlock } from './fence.js'
import type { CodeBlock } from './model.js'

/** What is lexed at once, in characters: a longer list, table or quote goes on in a second one. */
const maxPieceCharacters = 16_384

/** A part of a document whose blocks depend on nothing outside of it; or a code block, which needs no lexer. */
export type Piece = string | CodeBlock

/** Cuts a growing text into pieces. Every line is looked at once. */
export interface Splitter {
  /** The pieces that became whole. `source` is the text so far; it only grows. */
  advance(source: string): readonly Piece[]
  /** What follows them. `isOpen`: more may come. */
  rest(source: string, isOpen: boolean): Piece
}

/** Makes a splitter at the begin of a document. */
export function createSplitter(): Splitter {
  let start = 0
  let scanned = 0
  let searched = 0
  let isAfterBlank = false
  let hasList = false
  let head = ''
  let fence: Fence | undefined
  let pieces: Piece[] = []

  function settle(source: string, end: number): void {
    if (end > start) pieces.push(head + source.slice(start, end))
    start = end
    head = ''
    isAfterBlank = false
    hasList = false
  }

  function cut(source: string): void {
    const piece = source.slice(start, start + maxPieceCharacters)
    const end = cutAt(piece, maxPieceCharacters)
    const nextHead = piece.charAt(end - 1) === '\n' ? tableHead(head + piece.slice(0, end)) : ''
    settle(source, start + end)
    head = nextHead
    scanned = start
  }

  function readLine(source: string, line: string, next: number): void {
    if (fence !== undefined) {
      if (closesFence(fence, line)) {
        pieces.push(toCodeBlock(fence, '', false))
        fence = undefined
        start = next
      } else addLine(fence, source.slice(scanned, next))
      return
    }
    const opened = hasList && line.startsWith(' ') ? undefined : openFence(line)
    if (opened !== undefined) {
      settle(source, scanned)
      fence = opened
    } else if (/^#{1,6}(?:[ \t]|$)/.test(line)) {
      settle(source, scanned)
      settle(source, next)
    } else if (line.trim() === '') {
      isAfterBlank = true
    } else {
      const isItem = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(line)
      if (isAfterBlank && !/^\s/.test(line) && !(hasList && isItem)) settle(source, scanned)
      isAfterBlank = false
      hasList ||= isItem
    }
  }

  return {
    advance(source) {
      pieces = []
      for (;;) {
        const end = source.indexOf('\n', Math.max(searched, scanned))
        const next = end === -1 ? source.length : end + 1
        searched = source.length
        if (fence === undefined && next - start > maxPieceCharacters) {
          cut(source)
          searched = scanned
        } else if (end === -1) {
          return pieces
        } else {
          readLine(source, source.slice(scanned, end), next)
          scanned = next
          searched = scanned
        }
      }
    },
    rest: (source, isOpen) =>
      fence === undefined ? head + source.slice(start) : toCodeBlock(fence, source.slice(scanned), isOpen),
  }
}

/** The first two lines of the table at the end of a piece, to go on with it; empty: there is none. */
function tableHead(piece: string): string {
  const block = piece.slice(piece.lastIndexOf('\n\n') + 1).trimStart()
  const [head] = /^[^\n]{1,1000}\n {0,3}(?=[^\n]+\|)[|:-][ |:-]*\n/.exec(block) ?? ['']
  return head
}
