import { VenomError } from '../errors/venom-error.js'

/** Longest line that our readers take, in characters. A longer one is no answer but an accident or an attack. */
export const maxLineLength = 1 << 20

/** The error for a line over the limit. */
export function lineTooLong(limit: number): VenomError {
  return new VenomError(
    'runtime.stream_malformed',
    `A line of the stream is longer than ${limit} characters. Check what stands between us and the server.`,
    { details: { limit } },
  )
}
