import { type Json, VenomError } from '@venom/core'

import { excerpt, toPlainError } from '../adapter/failure.js'
import { isObject, type JsonObject, numberAt, textAt, tryParse } from '../adapter/read-json.js'
import { overflow } from './overflow.js'

/** A reply that is not 200, as a typed error in the server's own words. */
export function toServerError(status: number, text: string, server: string): VenomError {
  const reply = tryParse(text)
  if (isObject(reply)) {
    if ('error' in reply) return toStreamError(reply['error'], server, status)
    // Before 0.10 the error was the reply itself.
    if (textAt(reply, 'object') === 'error') return fromErrorObject(reply, server, status)
  }
  const message = `${server} answered ${status}: ${excerpt(text) || 'nothing'}.`
  const details = { server, status }
  if (status === 404 || status === 405)
    return new VenomError('runtime.foreign', `${message} It is no vLLM, or one without this route.`, { details })
  return (
    toPlainError(message, details) ?? new VenomError('runtime.failed', message, { details, retryable: status >= 500 })
  )
}

/** The `error` of a reply, or of an event in the middle of a stream, whatever its form. */
export function toStreamError(said: unknown, server: string, answered?: number): VenomError {
  const error = isObject(said) ? said : { message: typeof said === 'string' ? said : JSON.stringify(said) }
  return fromErrorObject(error, server, answered ?? numberAt(error, 'code') ?? 500)
}

function fromErrorObject(error: JsonObject, server: string, status: number): VenomError {
  const said = excerpt(toReadable(textAt(error, 'message') ?? 'no reason given'))
  const param = textAt(error, 'param')?.slice(0, maxParam)
  const details: Readonly<Record<string, Json>> = {
    server,
    status,
    ...(param === undefined ? {} : { param: excerpt(param) }),
  }
  if (status === 401 || status === 403)
    return new VenomError('runtime.unauthorized', `${server} refused the key: ${said}.`, { details })
  if (status === 404) return new VenomError('model.unknown', `${server} says: ${said}`, { details })
  // A full queue of its own, or the limit of what stands before it.
  if (status === 503 || status === 429)
    return new VenomError('runtime.busy', `${server} takes no more requests now: ${said}`, { details })
  if (status >= 500) return new VenomError('runtime.failed', `${server} failed: ${said}${cure(said)}`, { details })
  if (contextLength.test(said)) return toOverflow(said)
  if (missing.test(said))
    return new VenomError('runtime.unsupported', `${server} cannot do what was asked: ${said}.`, { details })
  return new VenomError('runtime.rejected', `${server} refused the request: ${said}`, { details })
}

/** An overflow as 0.32.0 says it, and as releases before it did. */
const contextLength = /(?:maximum context length is|context length is only) (\d+)/
const promptLength = /at least (\d+) input tokens|passed (\d+) input tokens and requested (\d+)|requested (\d+) tokens/

/** What the server was started without. */
const missing = /requires --|not a multimodal model/

/**
 * vLLM counts no further than to the first token too many, and of a text that is longer than any so many tokens can be only the
 * characters: this is the least that it can be.
 */
function toOverflow(said: string): VenomError {
  const limit = Number(contextLength.exec(said)?.[1])
  const [, ...counts] = promptLength.exec(said) ?? []
  const used = counts.reduce((sum, count) => sum + Number(count ?? 0), 0)
  return overflow(limit, Math.max(limit + 1, used), 'at least ')
}

function cure(said: string): string {
  return said.includes('EngineCore') ? ' The server ends now: start it again.' : ''
}

/** A field and what is wrong with it, in a list that Python printed. */
const fault = /'loc': (?:'([^']*)'|\(([^()]*)\)), 'msg': (?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g

/** Longest name of a parameter that is repeated, in characters. */
const maxParam = 200
/** As much of a message as is looked through, in characters. */
const maxMessage = 16_384

/** What a validator of Python printed, as a sentence; anything else as it is. */
function toReadable(message: string): string {
  const faults = Array.from(message.slice(0, maxMessage).matchAll(fault), ([, dotted, listed, single, double]) => {
    const place = (dotted ?? listed?.replaceAll(/[' ]/g, '').replaceAll(',', '.') ?? '').replace(/^body\.?/, '')
    return `${place === '' ? '' : `${place}: `}${single ?? double ?? ''}`
  })
  return faults.length === 0 ? message : `${faults.join('; ')}.`
}
