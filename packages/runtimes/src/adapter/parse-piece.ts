import { VenomError } from '@venom/core'

import { excerpt } from './failure.js'

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
