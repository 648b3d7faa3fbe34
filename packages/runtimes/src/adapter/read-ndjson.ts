import { createLineReader, VenomError } from '@venom/core'

import { excerpt } from './failure.js'
import { parsePiece } from './parse-piece.js'
import { isObject, type JsonObject } from './read-json.js'
import { type AnswerReader, truncated } from './read-sse.js'

/** What an adapter does with the lines of its stream. */
export interface NdjsonAnswer {
  /** One whole line, parsed. */
  onObject(object: JsonObject): void
  /** Whether the last line of the answer was read. */
  isComplete(): boolean
}

/**
 * Reads JSON objects a line each: what is no object, and an end before the last line of the answer was whole, are errors. A line
 * without its line feed is none, as it may be half of one. Holds one line, of at most 1 Mi characters.
 */
export function readNdjson(answer: NdjsonAnswer): AnswerReader {
  const reader = createLineReader()
  return {
    push(bytes) {
      // What comes after the last line is nobody's answer.
      if (answer.isComplete()) return
      for (const line of reader.push(bytes)) {
        if (answer.isComplete()) return
        if (line !== '') answer.onObject(parseLine(line))
      }
    },
    end() {
      if (answer.isComplete()) return
      // Bytes that are no text count before the cut that they end in.
      reader.push(noBytes)
      throw truncated()
    },
  }
}

const noBytes = new Uint8Array(0)

function parseLine(line: string): JsonObject {
  const parsed = parsePiece(line, 'a line')
  if (isObject(parsed)) return parsed
  const message = `The stream holds a line that is no JSON object: ${excerpt(line.slice(0, 200))}`
  throw new VenomError('runtime.stream_malformed', message)
}
