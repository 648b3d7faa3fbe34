import { VenomError } from '../errors/venom-error.js'

const placeholder = /\{(\w+)\}/g

/** Names of the fields that an endpoint's path takes, in order. */
export function pathFields(path: string): readonly string[] {
  return Array.from(path.matchAll(placeholder), (match) => match[1] ?? '')
}

/**
 * Fills an endpoint's path. Each field becomes one encoded segment, whatever it holds: `org/model:7b` stays one.
 * @throws {VenomError} `request.invalid` when a field is missing, empty, `.` or `..` (which a URL would swallow), or is no text.
 */
export function fillPath(path: string, input: Readonly<Record<string, unknown>>): string {
  return path.replace(placeholder, (_, field: string) => segment(field, input[field]))
}

function segment(field: string, value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || /^\.{0,2}$/.test(text) || !text.isWellFormed()) {
    throw new VenomError('request.invalid', `The field ${field} cannot be part of an address. Give a name.`, {
      details: { issues: [{ path: field, code: 'invalid_format', message: 'Not a name that fits an address.' }] },
    })
  }
  return encodeURIComponent(text)
}
