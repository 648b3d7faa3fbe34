import type { BoundedLexer } from './lexer.js'
import type { Block } from './model.js'
import { toBlocks } from './to-blocks.js'

// A piece waits for so many labels: each may cause it to be lexed once more.
const maxLabels = 32

/** Pieces whose text may be a link as soon as its label is defined further below (`[1]: https://…`). */
export interface References {
  /** Notes the labels in a settled piece, whose blocks begin at this index. */
  remember(piece: string, index: number): void
  /** Makes the blocks anew that waited for these labels. */
  resolve(labels: readonly string[], blocks: Block[]): void
}

/** Makes the references of one document. */
export function createReferences(lexer: BoundedLexer): References {
  const waiting = new Map<string, Map<number, string>>()
  return {
    remember(piece, index) {
      if (!piece.includes('[')) return
      const labels = [...piece.matchAll(/\[([^[\]]{1,200})\]/g)].map(([, label = '']) => toLabel(label))
      for (const label of [...new Set(labels)].slice(0, maxLabels)) {
        const pieces = waiting.get(label) ?? new Map<number, string>()
        waiting.set(label, pieces.set(index, piece))
      }
    },
    resolve(labels, blocks) {
      const pieces = new Map(labels.flatMap((label) => [...(waiting.get(label) ?? [])]))
      for (const [index, piece] of pieces) {
        const made = toBlocks(lexer, lexer.blocks(piece).tokens, [], false)
        blocks.splice(index, made.length, ...made)
      }
    },
  }
}

/** As `marked` compares labels. */
function toLabel(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase()
}
