import { VenomError } from '@venom/core'

import { excerpt } from './failure.js'
import type { JsonObject } from './read-json.js'

/**
 * Parses one piece of a stream. `what` names it for people: `an event`, `a line`.
 * @throws {VenomError} `runtime.stream_malformed` where it is not JSON.
 */
export function parsePiece(text: string, what: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    return parsed
  } catch (cause) {
    const message = `The stream holds ${what} that is not JSON: ${excerpt(text.slice(0, 200))}`
    throw new VenomError('runtime.stream_malformed', message, { cause })
  }
}

/**
 * A field of one piece of a stream that is a text: empty where there is none. `what` names the piece for people.
 * @throws {VenomError} `runtime.stream_malformed` where it is anything else, as that would be lost in silence.
 */
export function pieceAt(piece: JsonObject, name: string, what: string): string {
  const text = piece[name] ?? ''
  if (typeof text === 'string') return text
  throw unexpectedPiece(piece, what)
}

/** The error for one piece of a stream that is JSON and no part of an answer. `what` names it for people. */
export function unexpectedPiece(piece: unknown, what: string): VenomError {
  const text = excerpt(JSON.stringify(piece).slice(0, 200))
  return new VenomError('runtime.stream_malformed', `The stream holds ${what} that is no part of an answer: ${text}`)
}
