import type { Json } from '@venom/core'

/** `JSON.parse` with the type that its result always has. @throws {SyntaxError} as `JSON.parse` does. */
export const parseJson: (text: string) => Json = JSON.parse

/** A JSON object from outside. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Tells whether something parsed is an object, and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field that is an object, or nothing. */
export function objectAt(value: JsonObject, name: string): JsonObject | undefined {
  const field = value[name]
  return isObject(field) ? field : undefined
}

/** A field that is a text, or nothing. */
export function textAt(value: JsonObject, name: string): string | undefined {
  const field = value[name]
  return typeof field === 'string' ? field : undefined
}

/**
 * A field that is an amount (a count, a length of time, an index), or nothing. Below 0 and above 2^53 − 1 it is none: it would spoil
 * every sum that it goes into.
 */
export function numberAt(value: JsonObject, name: string): number | undefined {
  const field = value[name]
  return typeof field === 'number' && field >= 0 && field <= Number.MAX_SAFE_INTEGER ? field : undefined
}

/** The objects of a field that is a list; nothing where it is none. */
export function objectsAt(value: JsonObject, name: string): readonly JsonObject[] {
  const field = value[name]
  return Array.isArray(field) ? field.filter(isObject) : []
}

/** Parses JSON, or answers undefined where it is none. */
export function tryParse(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    return parsed
  } catch {
    return undefined
  }
}

/** Tells whether JSON has more levels than these: a text has none, an empty list one. */
export function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner: Json) => isDeeper(inner, levels - 1))
}

/** The fields that are known, under new names: what is undefined is left out. */
export function known<const K extends string>(
  fields: Readonly<Record<K, number | undefined>>,
): Partial<Record<K, number>> {
  const result: Partial<Record<K, number>> = {}
  for (const name in fields) {
    const value = fields[name]
    if (value !== undefined) result[name] = value
  }
  return result
}
