import * as z from 'zod/mini'

import type { Json } from '../parameters/value.js'
import { errorCodes, isErrorCode } from './codes.js'
import { VenomError } from './venom-error.js'

/**
 * An error on the wire: RFC 9457, with our code beside it.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export interface Problem {
  /** `urn:venom:error:` and the code. */
  readonly type: string
  readonly title: string
  readonly status: number
  /** What happened this time and what to do, in English. */
  readonly detail: string
  /** Dotted and stable, for programs. */
  readonly code: string
  readonly retryable: boolean
  readonly hint: string
  readonly details: Readonly<Record<string, Json>>
}

/** Reads a problem. Fields that a newer server adds are no obstacle. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  retryable: z.boolean(),
  hint: z.string(),
  details: z.record(z.string(), z.json()),
})

/** The media type of a problem. */
export const problemMediaType = 'application/problem+json'

/**
 * Says an error in the wire's words. Of an error that is not ours nothing travels, neither message nor stack: it becomes
 * `server.internal`. The partial text of a `ChatError` stays here too, as the reader already has its deltas.
 */
export function toProblem(thrown: unknown): Problem {
  const error = VenomError.is(thrown) ? thrown : internalError(thrown)
  const entry = errorCodes[error.code]
  return {
    type: `urn:venom:error:${error.code}`,
    title: entry.title,
    status: entry.status,
    detail: error.message,
    code: error.code,
    retryable: error.retryable,
    hint: entry.hint,
    details: error.details,
  }
}

/**
 * Reads an error from the wire. A code that this version does not know, or a text that is no problem at all, becomes
 * `http.bad_reply` with what is known of it in `details`. `status` is the reply's.
 */
export function fromProblem(json: unknown, status: number): VenomError {
  const { success, data } = problemSchema.safeParse(json)
  if (!success) {
    return new VenomError('http.bad_reply', `The server answered ${status} without saying why. See the server's log.`, {
      retryable: isRetryableStatus(status),
      details: { status },
    })
  }
  if (isErrorCode(data.code)) {
    return new VenomError(data.code, data.detail, { retryable: data.retryable, details: data.details })
  }
  return new VenomError('http.bad_reply', `${data.detail} ${data.hint}`, {
    retryable: data.retryable,
    details: { ...data.details, status, remote_code: data.code },
  })
}

/** Tells whether a status alone promises that the same call can succeed later: 429, 502, 503, 504. */
export function isRetryableStatus(status: number): boolean {
  return status === 429 || (status >= 502 && status <= 504)
}

function internalError(cause: unknown): VenomError {
  return new VenomError('server.internal', "The server failed while answering. See the server's log.", { cause })
}
