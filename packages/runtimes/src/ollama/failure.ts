import { VenomError } from '@venom/core'

import { excerpt, toPlainError } from '../adapter/failure.js'
import { isObject, numberAt, objectAt, textAt, tryParse } from '../adapter/read-json.js'

/** A reply that is not 200, as a typed error in the server's own words. `window`: that of the model, where it is known. */
export function toServerError(status: number, text: string, server: string, window?: number): VenomError {
  const reply = tryParse(text)
  const said = isObject(reply) ? textAt(reply, 'error') : undefined
  if (said !== undefined) return toError(said, server, status, window)
  const details = { server, status }
  if (isObject(reply) && objectAt(reply, 'error') !== undefined) {
    const message = `${server} answered ${status} in the words of another server: ${excerpt(text).slice(0, 200)}. It is no Ollama.`
    return new VenomError('runtime.foreign', message, { details })
  }
  if (status === 403 && text === '') {
    const message = `${server} lets in only its own machine, and this address or page is not of it. Ask it as localhost, or start it with OLLAMA_HOST=0.0.0.0 and, for pages, OLLAMA_ORIGINS.`
    return new VenomError('runtime.rejected', message, { details })
  }
  const answered = `${server} answered ${status}: ${excerpt(text) || 'nothing'}.`
  if (status === 404 || status === 405)
    return new VenomError('runtime.foreign', `${answered} It is no Ollama.`, { details })
  return (
    toPlainError(answered, details) ?? new VenomError('runtime.failed', answered, { details, retryable: status >= 500 })
  )
}

/** The `error` of a line in the middle of a stream. */
export function toStreamError(said: unknown, server: string): VenomError {
  return toError(typeof said === 'string' ? said : JSON.stringify(said), server, 200)
}

function toError(said: string, server: string, status: number, window?: number): VenomError {
  const details = { server, status }
  const words = excerpt(wordsOf(said))
  const overflow = toOverflow(said, window)
  if (overflow !== null) return overflow
  if (said.includes('token repeat limit reached')) {
    return new VenomError('chat.repetition', `The model repeated itself, and ${server} stopped it: ${words}.`, {
      details,
    })
  }
  if (status === 401)
    return new VenomError('runtime.unauthorized', `${server} wants a sign-in or a key: ${words}.`, { details })
  if (status === 404) return new VenomError('model.unknown', `${server} has no such model: ${words}.`, { details })
  if (status === 429 || said.startsWith('server busy')) {
    return new VenomError('runtime.busy', `${server} takes no more requests now: ${words}.`, { details })
  }
  if (/does not support|is not supported|no longer supported/.test(said)) {
    return new VenomError('runtime.unsupported', `${server} cannot do that: ${words}.`, { details })
  }
  // A value of a wrong type is answered with 500.
  if ((status >= 400 && status < 500) || /^(option "|invalid format|invalid JSON schema)/.test(said)) {
    return new VenomError('runtime.rejected', `${server} refused the request: ${words}`, { details })
  }
  const retryable = !/requires more system memory|unable to load model|error loading model/.test(said)
  return new VenomError('runtime.failed', `${server} failed: ${words}.`, { details, retryable })
}

/** An overflow in each of its dialects; null where the words say something else. */
function toOverflow(said: string, window: number | undefined): VenomError | null {
  const inner = innerError(said)
  if (inner !== undefined && textAt(inner, 'type') === 'exceed_context_size_error') {
    return overflow(numberAt(inner, 'n_prompt_tokens'), numberAt(inner, 'n_ctx'))
  }
  const [, used, limit] = /^input length \((\d+) tokens\) exceeds .* \((\d+) tokens\)/.exec(said) ?? []
  if (used !== undefined && limit !== undefined) return overflow(Number(used), Number(limit))
  const isWordless = /^the (prompt is longer than the context|input length exceeds the context)/.test(said)
  return isWordless ? overflow(undefined, window) : null
}

function overflow(used: number | undefined, limit: number | undefined): VenomError {
  const size = used === undefined ? 'The conversation does not fit' : `The conversation has ${used} tokens`
  const room = limit === undefined ? '' : used === undefined ? ` into ${limit} tokens` : ` and the window ${limit}`
  const message = `${size}${room}. Shorten it, or ask with a larger context_length.`
  return new VenomError('chat.context_overflow', message, { details: { limit: limit ?? null, used: used ?? null } })
}

/** What a llama-server said, which Ollama repeats as text: an object, and sometimes a line of its own behind it. */
function innerError(said: string) {
  if (!said.startsWith('{')) return undefined
  const reply = tryParse(said) ?? tryParse(said.slice(0, said.lastIndexOf('}') + 1))
  return isObject(reply) ? objectAt(reply, 'error') : undefined
}

function wordsOf(said: string): string {
  const inner = innerError(said)
  return (inner === undefined ? undefined : textAt(inner, 'message')) ?? said
}
