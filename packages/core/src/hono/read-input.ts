import type { Endpoint } from '../contract/endpoint.js'
import { issueDetails, type RequestIssue, summariseIssues, toRequestIssues } from '../contract/issues.js'
import { VenomError } from '../errors/venom-error.js'
import { readJsonBody } from './read-json-body.js'

/** What of a request is no part of its body. */
export interface RequestParts {
  readonly request: Request
  /** Decoded fields of the path. */
  readonly path: Readonly<Record<string, string>>
  /** Bytes that a body may have. */
  readonly maxBodyBytes: number
}

/**
 * Reads an endpoint's input from query, JSON body, headers and path. A name may be in several of them, where it says the same:
 * one that contradicts itself is refused. A query field that is repeated becomes a list.
 * @throws {VenomError} `request.invalid` with all issues, `request.media_type`, `request.too_large`.
 */
export async function readInput(endpoint: Endpoint, parts: RequestParts): Promise<unknown> {
  const hasBody = endpoint.method === 'POST' || endpoint.method === 'PUT'
  const body = hasBody ? await readBody(parts) : {}
  const places = [readQuery(parts.request.url), body, readHeaders(endpoint, parts.request.headers), parts.path]
  const input: unknown = Object.fromEntries(places.flatMap((place) => Object.entries(place)))
  try {
    const torn = findTorn(places)
    if (torn.length > 0) throw invalid(torn.map(contradiction))
    return endpoint.input.parse(input)
  } catch (thrown) {
    // The parser of deep JSON calls itself for every level.
    if (thrown instanceof RangeError) throw invalid([{ path: '', code: 'too_deep', message: 'Is nested too deeply.' }])
    const issues = toRequestIssues(thrown, input)
    if (issues === null) throw thrown
    throw invalid(issues)
  }
}

/** Names that two places give different values. */
function findTorn(places: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const names = new Set(places.flatMap((place) => Object.keys(place)))
  return [...names].filter((name) => {
    const said = places.filter((place) => Object.hasOwn(place, name)).map((place) => toText(place[name]))
    return new Set(said).size > 1
  })
}

/** Headers, query and path know only text. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function contradiction(path: string): RequestIssue {
  return { path, code: 'contradiction', message: 'Is in several places of the request, and not the same.' }
}

/** Reads where a resumed stream goes on. @throws {VenomError} `request.invalid` when it is no sequence number. */
export function readAfter(request: Request): number {
  const text = request.headers.get('last-event-id') ?? '0'
  const after = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(after)) return after
  throw invalid([{ path: 'last-event-id', code: 'invalid_format', message: 'Must be a sequence number.' }])
}

function readQuery(url: string): Readonly<Record<string, unknown>> {
  const { searchParams } = new URL(url)
  const lists = Map.groupBy(searchParams, ([name]) => name)
  return Object.fromEntries([...lists].map(([name, pairs]) => [name, oneOrAll(pairs.map(([, value]) => value))]))
}

function oneOrAll(values: readonly string[]): string | readonly string[] | undefined {
  return values.length > 1 ? values : values[0]
}

async function readBody({ request, maxBodyBytes }: RequestParts): Promise<Readonly<Record<string, unknown>>> {
  const json = (await readJsonBody(request, maxBodyBytes)) ?? {}
  if (isFields(json)) return json
  throw invalid([{ path: '', code: 'invalid_type', message: 'The body must be a JSON object.' }])
}

function isFields(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function readHeaders(endpoint: Endpoint, headers: Headers): Readonly<Record<string, string>> {
  const found = Object.entries(endpoint.headers ?? {}).flatMap(([header, field]) => {
    const value = headers.get(header)
    return value === null ? [] : [[field, unquote(value)] as const]
  })
  return Object.fromEntries(found)
}

/** `If-Match` is written `"3"` by the standard and `3` by hand. */
function unquote(value: string): string {
  return /^(?:W\/)?"(.*)"$/.exec(value)?.[1] ?? value
}

function invalid(issues: readonly RequestIssue[]): VenomError {
  return new VenomError('request.invalid', `The request cannot be used. ${summariseIssues(issues)}`, {
    details: issueDetails(issues),
  })
}
