import { VenomError } from '@venom/core'

/** The error of an answer that somebody stopped. */
export function stopped(): VenomError {
  return new VenomError('runtime.cancelled', 'The answer was stopped. Its text is kept.')
}

/** The error of a stream that ended well without a last word. */
export function truncated(): VenomError {
  return new VenomError(
    'runtime.stream_truncated',
    'The server ended the answer without its last event. The text so far is kept; ask again.',
  )
}

/** The error of an answer that was running when the page went, and cannot be read on. */
export function reloaded(): VenomError {
  return new VenomError(
    'runtime.stream_truncated',
    'The page was reloaded while this was being written. The text so far is kept; ask again.',
    { details: { reloaded: true } },
  )
}

/** The error of an answer whose server knows nothing of it any more. */
function restarted(): VenomError {
  return new VenomError(
    'runtime.stream_truncated',
    'The server was started anew while this was being written. The text so far is kept; ask again.',
    { details: { restarted: true } },
  )
}

/** Whatever ended an answer, as one of our errors. */
export function toFailure(thrown: unknown, isResumed: boolean): VenomError {
  if (!VenomError.is(thrown)) return new VenomError('server.internal', 'The answer failed.', { cause: thrown })
  const isGone = thrown.code === 'task.unknown' || thrown.code === 'task.events_gone'
  if (!isGone) return thrown
  return isResumed ? reloaded() : restarted()
}
