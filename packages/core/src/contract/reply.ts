import { fromProblem, isRetryableStatus, problemMediaType } from '../errors/problem.js'
import { VenomError } from '../errors/venom-error.js'
import { type EncodedRequest, unreachable } from './client-request.js'
import type { Endpoint } from './endpoint.js'
import { summariseIssues, toRequestIssues } from './issues.js'
import { readBounded } from './read-bounded.js'

/** Longest reply that is not a stream, in bytes. */
const maxReplyBytes = 16 * 1024 * 1024
const excerptLength = 200

/**
 * Reads a reply through the endpoint's schema.
 * @throws {VenomError} the server's own error; `http.bad_reply` when it is not of the contract's form, or over 16 MiB.
 */
export async function readReply(endpoint: Endpoint, request: EncodedRequest, response: Response): Promise<unknown> {
  if (!response.ok) throw await readFailure(request, response)
  if (response.status === 204) return parseOutput(endpoint, request, undefined)
  const text = await readText(request, response)
  if (!isMediaType(response, 'application/json')) throw badReply(request, response, text)
  return parseOutput(
    endpoint,
    request,
    parseJson(text, () => badReply(request, response, text)),
  )
}

/** The error that a reply with a bad status stands for. */
export async function readFailure(request: EncodedRequest, response: Response): Promise<VenomError> {
  const text = await readText(request, response)
  if (!isMediaType(response, problemMediaType)) return badReply(request, response, text)
  return fromProblem(
    parseJson(text, () => badReply(request, response, text)),
    response.status,
  )
}

/** Reads one reply or event through the endpoint's schema. @throws {VenomError} `http.bad_reply`. */
export function parseOutput(endpoint: Endpoint, request: EncodedRequest, json: unknown): unknown {
  try {
    return endpoint.output.parse(json)
  } catch (cause) {
    // A schema that reads a part in its own way says itself what is wrong with it.
    const why = VenomError.is(cause) ? cause.message : summariseIssues(toRequestIssues(cause, json) ?? [])
    const message = `${request.method} ${request.url} answered in another form: ${why} Update client and server.`
    throw new VenomError('http.bad_reply', message, { cause })
  }
}

/** Reads JSON. @throws what `orElse` makes when it is none. */
export function parseJson(text: string, orElse: () => VenomError): unknown {
  try {
    const json: unknown = JSON.parse(text)
    return json
  } catch {
    throw orElse()
  }
}

/** Tells whether a reply says that it is of this type, whatever its parameters. */
export function isMediaType(response: Response, type: string): boolean {
  return (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() === type
}

/** The error for something else than our server: a login page, a proxy, another program. */
export function badReply(request: EncodedRequest, response: Response, text: string): VenomError {
  const type = response.headers.get('content-type') ?? 'no content type'
  const excerpt = text.replaceAll(/\s+/g, ' ').trim().slice(0, excerptLength).toWellFormed()
  return new VenomError(
    'http.bad_reply',
    `${request.method} ${request.url} answered ${response.status} with ${type}: “${excerpt}”. Check that this is the server's address.`,
    {
      retryable: isRetryableStatus(response.status),
      details: { status: response.status, content_type: type, excerpt },
    },
  )
}

/** The text of a reply, at most 16 MiB of it. @throws {VenomError} `http.bad_reply`, `http.unreachable`. */
export async function readText(request: EncodedRequest, response: Response): Promise<string> {
  const tooLarge = (): VenomError =>
    new VenomError('http.bad_reply', `${request.method} ${request.url} answered with more than ${maxReplyBytes} bytes.`)
  try {
    return await readBounded(response.body, maxReplyBytes, tooLarge)
  } catch (thrown) {
    throw VenomError.is(thrown) ? thrown : unreachable(request, thrown)
  }
}
