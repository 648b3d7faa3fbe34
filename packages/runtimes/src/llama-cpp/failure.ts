import { VenomError } from '@venom/core'

import { excerpt, toPlainError } from '../adapter/failure.js'
import { isObject, type JsonObject, numberAt, objectAt, textAt, tryParse } from '../adapter/read-json.js'

/** A reply that is not 200, as a typed error in the server's own words. */
export function toServerError(status: number, text: string, server: string): VenomError {
  const reply = tryParse(text)
  const error = isObject(reply) ? objectAt(reply, 'error') : undefined
  if (error !== undefined) return fromErrorObject(error, server, status)
  const message = `${server} answered ${status}: ${excerpt(text) || 'nothing'}.`
  const details = { server, status }
  if (status === 404)
    return new VenomError('runtime.foreign', `${message} It is no llama-server, or an old one.`, { details })
  // What stands before the server has its own words, but its status is plain.
  return (
    toPlainError(message, details) ?? new VenomError('runtime.failed', message, { details, retryable: status >= 500 })
  )
}

/** The `error` of an event in the middle of a stream, whatever its form. Its type counts more than the status. */
export function toStreamError(said: unknown, server: string, answered?: number): VenomError {
  const error = isObject(said) ? said : { message: typeof said === 'string' ? said : JSON.stringify(said) }
  return fromErrorObject(error, server, answered ?? numberAt(error, 'code') ?? 500)
}

function fromErrorObject(error: JsonObject, server: string, status: number): VenomError {
  const said = excerpt(textAt(error, 'message') ?? 'no reason given')
  const details = { server, status }
  switch (textAt(error, 'type')) {
    case 'exceed_context_size_error':
      return overflow(error, said)
    case 'unavailable_error':
      return new VenomError('runtime.starting', `${server} is not ready: ${said}. Wait a moment and ask again.`, {
        details,
      })
    case 'authentication_error':
    case 'permission_error':
      return new VenomError('runtime.unauthorized', `${server} refused the key: ${said}.`, { details })
    case 'invalid_request_error':
    case 'not_supported_error':
      return new VenomError('runtime.rejected', `${server} refused the request: ${said}`, { details })
    default: {
      const message = `${server} failed: ${said}`
      const plain = status < 400 ? null : toPlainError(message, details)
      return plain ?? new VenomError('runtime.failed', message, { details })
    }
  }
}

function overflow(error: JsonObject, said: string): VenomError {
  const used = numberAt(error, 'n_prompt_tokens') ?? null
  const limit = numberAt(error, 'n_ctx') ?? null
  const message =
    used === null || limit === null
      ? `The conversation does not fit: ${said}`
      : `The conversation has ${used} tokens and the window ${limit}. Shorten it, or start the server with a larger window.`
  return new VenomError('chat.context_overflow', message, { details: { limit, used } })
}
