import { type ErrorCode, errorCodes, VenomError } from '@venom/core'

/** The inside of `{error: …}`, the form in which clients of OpenAI's protocol read a failure. */
export interface OpenAiError {
  readonly message: string
  readonly type: string
  /** The field that is at fault. */
  readonly param: string | null
  readonly code: string | null
}

/** A request that cannot be served, and why. */
export interface Refusal {
  readonly ok: false
  readonly error: OpenAiError
}

/** Says what is wrong with a request. */
export function refuse(message: string, param: string | null): Refusal {
  return { ok: false, error: { message, type: 'invalid_request_error', param, code: 'request.invalid' } }
}

// The two that clients compare with; every other code is our own.
const theirs: Partial<Record<ErrorCode, string>> = {
  'model.unknown': 'model_not_found',
  'chat.context_overflow': 'context_length_exceeded',
}

/** Says a failure in their words. What is not one of our errors tells nothing of the inside. */
export function encodeError(thrown: unknown): {
  readonly status: number
  readonly retryable: boolean
  readonly error: OpenAiError
} {
  if (!VenomError.is(thrown)) {
    const { title, status, retryable } = errorCodes['server.internal']
    return {
      status,
      retryable,
      error: { message: `${title}.`, type: 'server_error', param: null, code: 'server.internal' },
    }
  }
  const { status } = errorCodes[thrown.code]
  const error = {
    message: thrown.message,
    type: typeOf(status),
    param: paramOf(thrown),
    code: theirs[thrown.code] ?? thrown.code,
  }
  return { status, retryable: thrown.retryable, error }
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'server_error'
}

function paramOf({ code, details }: VenomError): string | null {
  if (code === 'model.unknown' || code === 'model.ambiguous' || code === 'runtime.unknown') return 'model'
  const issues: unknown = details['issues']
  const first: unknown = Array.isArray(issues) ? issues[0] : undefined
  return isRecord(first) && typeof first['path'] === 'string' ? first['path'] : null
}

/** Tells whether something parsed is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
