import { VenomError } from '@venom/core'

/** What was thrown, as an error of ours. */
export function toVenomError(thrown: unknown): VenomError {
  if (VenomError.is(thrown)) return thrown
  return new VenomError('server.internal', 'The call failed. Its cause stands in the error.', { cause: thrown })
}
