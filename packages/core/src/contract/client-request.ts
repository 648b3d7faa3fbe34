import { VenomError } from '../errors/venom-error.js'
import { throwIfCancelled } from '../runtime/cancelled.js'
import type { Endpoint } from './endpoint.js'
import { fillPath, pathFields } from './path.js'

/** Where a client calls, and as whom. */
export interface ClientOptions {
  /** Before every path: `http://127.0.0.1:8080`. Empty: the page's own origin. */
  readonly baseUrl: string
  /** Default: the global `fetch` at the time of the call. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response> | Response
  /** Sent as a bearer token. */
  readonly token?: string
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A call ready to be sent, and sent again. */
export interface EncodedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Puts an input where the endpoint wants it: path, headers, then query (GET, DELETE) or JSON body (POST, PUT). In a query a
 * list is its name repeated.
 * @throws {VenomError} `request.invalid` when a field does not fit its place.
 */
export function encodeRequest(endpoint: Endpoint, input: unknown, client: ClientOptions): EncodedRequest {
  const fields: Readonly<Record<string, unknown>> = { ...(typeof input === 'object' ? input : {}) }
  const mapped = Object.entries(endpoint.headers ?? {})
  const elsewhere = new Set([...pathFields(endpoint.path), ...mapped.map(([, field]) => field)])
  const rest = Object.entries(fields).filter(([name]) => !elsewhere.has(name))
  const hasBody = endpoint.method === 'POST' || endpoint.method === 'PUT'
  const path = fillPath(endpoint.path, fields)
  return {
    method: endpoint.method,
    url: `${client.baseUrl.replace(/\/+$/, '')}${path}${hasBody ? '' : encodeQuery(rest)}`,
    headers: {
      ...client.headers,
      ...(client.token === undefined ? {} : { authorization: `Bearer ${client.token}` }),
      ...Object.fromEntries(
        mapped.flatMap(([header, field]) => texts(field, fields[field]).map((text) => [header, text])),
      ),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(Object.fromEntries(rest)) } : {}),
  }
}

/**
 * Sends a call. @throws {VenomError} `http.unreachable` when no reply came, `runtime.cancelled` when the signal aborted.
 */
export async function send(request: EncodedRequest, client: ClientOptions, signal?: AbortSignal): Promise<Response> {
  throwIfCancelled(signal)
  const { url, ...init } = request
  try {
    return await (client.fetch ?? globalThis.fetch)(url, { ...init, signal: signal ?? null })
  } catch (cause) {
    throwIfCancelled(signal)
    throw unreachable(request, cause)
  }
}

/** The error of a call whose reply did not come, or not whole. */
export function unreachable(request: EncodedRequest, cause: unknown): VenomError {
  const { method, url } = request
  return new VenomError('http.unreachable', `${method} ${url} got no answer. Check that the server runs.`, { cause })
}

function encodeQuery(fields: readonly (readonly [string, unknown])[]): string {
  const query = new URLSearchParams(fields.flatMap(([name, value]) => texts(name, value).map((text) => [name, text])))
  return query.size === 0 ? '' : `?${query}`
}

function texts(name: string, value: unknown): readonly string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((entry) => texts(name, entry))
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  throw new VenomError(
    'request.invalid',
    `The field ${name} cannot be part of an address or a header. Give a plain value.`,
    {
      details: { issues: [{ path: name, code: 'invalid_type', message: 'Expected a text, a number or a switch.' }] },
    },
  )
}
