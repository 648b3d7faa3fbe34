import { ChatError, type Json, type PartialAnswer, VenomError } from '@venom/core'

import { certificateCure } from './certificate.js'
import { plainText } from './plain-text.js'

/** Most of a server's own words that an error repeats, in characters. */
const maxExcerpt = 1_000
/** Most that a message repeats of what is wrong with a certificate: it may hold many names. */
const maxWords = 300

/** What a server said, cut to what an error may carry, without what could reach into a log or a terminal. */
export function excerpt(text: string): string {
  const clean = plainText(text).trim()
  return clean.length <= maxExcerpt ? clean : `${clean.slice(0, maxExcerpt)}…`
}

/** What the status alone says, whoever stands at the address; null where it does not say enough. */
export function toPlainError(
  message: string,
  details: { readonly server: string; readonly status: number },
): VenomError | null {
  const { status } = details
  if (status < 400) {
    const hint =
      'That is no answer: something else, such as a page to sign in, seems to stand there. Correct the address.'
    return new VenomError('runtime.foreign', `${message} ${hint}`, { details })
  }
  if (status === 401 || status === 403) {
    return new VenomError('runtime.unauthorized', `${message} Give the key that it wants.`, { details })
  }
  return status === 429 ? new VenomError('runtime.busy', `${message} Wait a moment and ask again.`, { details }) : null
}

/** The error of every call to a runtime that was closed. */
export function closed(): VenomError {
  return new VenomError('runtime.closed', 'The runtime was closed. Open it again to go on.')
}

/** The error where a server took the connection, and did not answer within `limitMs`. */
export function tooSlow(server: string, limitMs: number): VenomError {
  const message = `${server} took the connection, but did not answer within ${limitMs / 1_000} s. See what keeps it busy, or correct the address.`
  return new VenomError('runtime.timeout', message, { details: { limit_ms: limitMs, server } })
}

/** The error where a server took its connection back in the middle of a small reply. */
export function brokenOff(server: string, cause: unknown): VenomError {
  const message = `${server} closed the connection in the middle of its reply. Ask again.`
  return new VenomError('runtime.stream_truncated', message, { cause, details: toDetails(server, codeOf(cause)) })
}

/** The error for a small reply of more than `limit` bytes. */
export function tooLarge(server: string, limit: number): VenomError {
  const message = `The reply of ${server} is larger than ${limit} bytes: something else seems to stand there. Correct the address.`
  return new VenomError('runtime.foreign', message, { details: { server, limit } })
}

/** Makes what the network threw ours. `hasReply`: some of the reply was there already. A fault of our own code is told as that. */
export function toNetworkError(thrown: unknown, server: string, hasReply: boolean): VenomError {
  if (VenomError.is(thrown)) return thrown
  if (isOurFault(thrown)) {
    const message = `Our own code failed when it asked ${server}: ${excerpt(thrown.message)}. Report it: the server is not to blame.`
    return new VenomError('runtime.failed', message, { cause: thrown, details: { server }, retryable: false })
  }
  const code = codeOf(thrown)
  const details = toDetails(server, code)
  const cure = certificateCure(code)
  if (cure !== null) {
    const message = `The certificate of ${server} is not trusted: ${wordsOf(thrown)}. ${cure}`
    return new VenomError('runtime.untrusted', message, { cause: thrown, details })
  }
  if (isPlain(thrown)) {
    const message = `${server} speaks no HTTPS. Use ${server.replace(/^https:/, 'http:')}`
    return new VenomError('runtime.foreign', message, { cause: thrown, details })
  }
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

/** Adds what was received until then. A `ChatError` stays as it is. `conceal` takes out what the message of another may not say. */
export function toChatError(
  thrown: unknown,
  partial: PartialAnswer,
  conceal: (text: string) => string = asItIs,
): ChatError {
  if (ChatError.isChatError(thrown)) return thrown
  if (VenomError.is(thrown)) {
    const { cause, details, retryable } = thrown
    return new ChatError(thrown.code, conceal(thrown.message), partial, { cause, details, retryable })
  }
  if (thrown instanceof RangeError) {
    const message = 'The answer holds JSON that is nested too deeply.'
    return new ChatError('runtime.stream_malformed', message, partial, { cause: thrown })
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  return new ChatError('runtime.failed', `The answer failed: ${excerpt(conceal(reason))}`, partial, { cause: thrown })
}

function asItIs(text: string): string {
  return text
}

function toDetails(server: string, code: string | null): Readonly<Record<string, Json>> {
  return { server, ...(code === null ? {} : { network_code: code }) }
}

/** What is wrong, in Node's words, without its own advice behind them. */
function wordsOf(thrown: unknown): string {
  const said = thrown instanceof Error ? thrown.message : String(thrown)
  return excerpt(said.replace(/;.*/s, ''))
    .slice(0, maxWords)
    .replace(/[.,]?\s*$/, '')
}

/** The network's errors have a code, or, where `fetch` throws them, a cause. */
function isOurFault(thrown: unknown): thrown is Error {
  const isFault = [TypeError, RangeError, ReferenceError, SyntaxError].some((type) => thrown instanceof type)
  return isFault && thrown instanceof Error && thrown.cause === undefined && codeOf(thrown) === null
}

/** What OpenSSL makes of an answer that is none of TLS. Its code stands for any fault of the protocol, so that its words count. */
function isPlain(thrown: unknown): boolean {
  return codeOf(thrown) === 'EPROTO' && thrown instanceof Error && thrown.message.includes('wrong version number')
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
