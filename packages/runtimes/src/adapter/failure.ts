import { ChatError, type ErrorCode, type Json, type PartialAnswer, VenomError } from '@venom/core'

/** Most of a server's own words that an error repeats, in characters. */
const maxExcerpt = 1_000

/** What a server said, cut to what an error may carry, without control characters. */
export function excerpt(text: string): string {
  // oxlint-disable-next-line no-control-regex -- foreign text goes into logs and terminals
  const clean = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  return clean.length <= maxExcerpt ? clean : `${clean.slice(0, maxExcerpt)}…`
}

/** Makes what the network threw ours. `hasReply`: some of the reply was there already. */
export function toNetworkError(thrown: unknown, server: string, hasReply: boolean): VenomError {
  if (VenomError.is(thrown)) return thrown
  const code = codeOf(thrown)
  const details: Record<string, Json> = { server, ...(code === null ? {} : { network_code: code }) }
  if (!hasReply && isParseFailure(thrown)) {
    const message = `What answers at ${server} does not speak HTTP. Correct the address.`
    return new VenomError('runtime.foreign', message, { cause: thrown, details })
  }
  if (hasReply) {
    const message = `${server} closed the connection in the middle of the answer. Ask again; the partial text is kept.`
    return new VenomError('runtime.stream_truncated', message, { cause: thrown, details })
  }
  const message = `${server} does not answer${code === null ? '' : ` (${code})`}. Start it, or correct its address.`
  return new VenomError('runtime.unreachable', message, { cause: thrown, details })
}

/** Adds what was received until then. A `ChatError` stays as it is. */
export function toChatError(
  thrown: unknown,
  partial: PartialAnswer,
  fallback: ErrorCode = 'runtime.failed',
): ChatError {
  if (ChatError.isChatError(thrown)) return thrown
  if (VenomError.is(thrown)) {
    const { cause, details, retryable } = thrown
    return new ChatError(thrown.code, thrown.message, partial, { cause, details, retryable })
  }
  if (thrown instanceof RangeError) {
    const message = 'The answer holds JSON that is nested too deeply.'
    return new ChatError('runtime.stream_malformed', message, partial, { cause: thrown })
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  return new ChatError(fallback, `The answer failed: ${excerpt(reason)}`, partial, { cause: thrown })
}

/** Node's HTTP parser names what it did not understand. */
function isParseFailure(thrown: unknown): boolean {
  return codeOf(thrown)?.startsWith('HPE_') === true
}

/** The code that Node gave to a network error, also where several addresses were tried. */
function codeOf(thrown: unknown): string | null {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0])
  if (!(thrown instanceof Error)) return null
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return codeOf(thrown.cause)
}
