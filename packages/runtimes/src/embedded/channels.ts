import { splitAt } from './split-at.js'

/** Text before and after which a model thinks. */
export interface ThoughtMarks {
  readonly open: string
  readonly close: string
}

/** A piece of an answer and where it belongs. */
export interface Piece {
  readonly channel: 'text' | 'reasoning'
  readonly text: string
}

/** Sorts a model's output into answer and reasoning, and ends it at a stop text. */
export interface Channels {
  /** Pieces that are certain now. After a stop text: none. */
  push(text: string): readonly Piece[]
  /** What was held back, at the end of the answer. */
  end(): readonly Piece[]
  readonly isStopped: boolean
}

/** How the output is read. */
export interface ChannelOptions {
  /** The answer ends before the first of these. */
  readonly stops: readonly string[]
  /** Null: the model does not think aloud. */
  readonly thought: ThoughtMarks | null
  /** The prompt already opened the reasoning. */
  readonly isThinking: boolean
  /** White space at the very end, as far as a stop text holds it back, is not part of the answer. */
  readonly isTrimmed: boolean
}

/**
 * Starts to read an output. No part of a stop text or of a mark ever gets out: an end that could become one is held back, at
 * most as long as the longest of them. White space after a mark belongs to neither side.
 */
export function createChannels({ stops, thought, isThinking, isTrimmed }: ChannelOptions): Channels {
  let isStopped = false
  let unstopped = ''
  let unsorted = ''
  let channel: Piece['channel'] = isThinking ? 'reasoning' : 'text'
  let isAfterMark = isThinking

  function sort(text: string, isLast: boolean): readonly Piece[] {
    const pieces: Piece[] = []
    unsorted += text
    for (;;) {
      const marks = thought === null ? [] : marksOf(thought, channel)
      const { before, mark, rest } = splitAt(unsorted, marks)
      add(pieces, mark === null && isLast ? unsorted : before)
      unsorted = rest
      if (mark === null) return pieces
      channel = channel === 'text' ? 'reasoning' : 'text'
      isAfterMark = true
    }
  }

  function add(pieces: Piece[], text: string): void {
    const kept = isAfterMark ? text.trimStart() : text
    if (kept === '') return
    isAfterMark = false
    pieces.push({ channel, text: kept })
  }

  return {
    get isStopped() {
      return isStopped
    },
    push(text) {
      if (isStopped) return []
      const { before, mark, rest } = splitAt(unstopped + text, stops)
      isStopped = mark !== null
      unstopped = isStopped ? '' : rest
      return sort(before, isStopped)
    },
    end() {
      const last = isTrimmed ? unstopped.trimEnd() : unstopped
      unstopped = ''
      return isStopped ? [] : sort(last, true)
    },
  }
}

/** The line break before the closing mark belongs to the mark. */
function marksOf({ open, close }: ThoughtMarks, channel: Piece['channel']): readonly string[] {
  return channel === 'text' ? [open] : [close, `\n${close}`]
}
