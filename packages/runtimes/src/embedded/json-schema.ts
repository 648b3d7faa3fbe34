import { type Json, VenomError } from '@venom/core'
import type { GbnfJsonSchema } from 'node-llama-cpp'

import { excerpt } from '../adapter/failure.js'

type JsonObject = { readonly [key: string]: Json }

/** Keywords that the library's grammar enforces whatever their value is, and those that only describe. */
const known = new Set([
  'additionalProperties',
  'const',
  'items',
  '$id',
  '$schema',
  'default',
  'description',
  'examples',
  'title',
])

const plainTypes: readonly Json[] = ['string', 'number', 'integer', 'boolean', 'null']

const formats: readonly Json[] = ['date', 'date-time', 'time']

/** Keywords whose value is a map of schemas, a list of schemas, or one. */
const maps = new Set(['$defs', 'properties'])
const lists = new Set(['oneOf', 'prefixItems'])
const single = new Set(['items', 'additionalProperties'])

/** Keywords that count, in pairs: of the least and of the most. */
const countPairs = [
  ['minItems', 'maxItems'],
  ['minLength', 'maxLength'],
  ['minProperties', 'maxProperties'],
] as const
const counts = new Set<string>(countPairs.flat())

/** Deeper schemas are refused: the grammar is made by recursion. */
const maxDepth = 64

/**
 * Most schemas, and values of `enum`, in a schema, and most characters of their names and texts together. The time that llama.cpp takes
 * for a grammar grows with their square and stops this process: at these sizes it is a third of a second.
 */
const maxParts = 1_000
const maxTextLength = 65_536

/** Largest count. llama.cpp refuses some larger ones, and takes others for no limit at all. */
const maxCount = 1_000

/**
 * Gives the schema back as what the library takes. The library drops what it does not know without a word, so we refuse it.
 * @throws {VenomError} `runtime.unsupported` that names the first keyword that would not be enforced, or the limit that is passed.
 */
export function toGrammarSchema(schema: Json): GbnfJsonSchema {
  const walk = { names: namesOf(schema), parts: 0, textLength: 0 }
  const problem = findUnsupported(schema, 'schema', 0, walk)
  if (problem === null && isChecked(schema)) return schema
  const message = `The embedded engine cannot enforce response_format: ${problem}. Leave it out, or check it afterwards.`
  throw new VenomError('runtime.unsupported', message, { details: { field: 'response_format' } })
}

interface Walk {
  /** What `$ref` can name. */
  readonly names: readonly string[]
  parts: number
  textLength: number
}

function findUnsupported(schema: Json, path: string, depth: number, walk: Walk): string | null {
  if (!isObject(schema)) return `${path} is no object`
  if (depth > maxDepth) return `${path} is nested too deeply (more than ${maxDepth} levels)`
  for (const [keyword, value] of Object.entries(schema)) {
    const place = `${path}.${excerpt(keyword).slice(0, 64)}`
    if (!isEnforced(keyword, value, depth, walk.names)) return `${place} is not supported`
    const tooLarge = measure(keyword, value, walk)
    if (tooLarge !== null) return tooLarge
    for (const [name, inner] of children(keyword, value)) {
      const problem = findUnsupported(inner, `${place}${excerpt(name).slice(0, 64)}`, depth + 1, walk)
      if (problem !== null) return problem
    }
  }
  return findContradiction(schema, path)
}

/** Counts what a keyword brings into the grammar. */
function measure(keyword: string, value: Json, walk: Walk): string | null {
  const entries = keyword === 'const' ? [['', value] as const] : valuesOf(keyword, value)
  walk.parts += entries.length
  if (walk.parts > maxParts) return `it has more than ${maxParts} schemas and values`
  for (const [name, inner] of entries) walk.textLength += name.length + (typeof inner === 'string' ? inner.length : 0)
  return walk.textLength > maxTextLength ? `its names and values have more than ${maxTextLength} characters` : null
}

function valuesOf(keyword: string, value: Json): readonly (readonly [string, Json])[] {
  if (keyword !== 'enum' || !Array.isArray(value)) return children(keyword, value)
  return value.map((inner: Json) => ['', inner])
}

function findContradiction(schema: JsonObject, path: string): string | null {
  for (const [least, most] of countPairs) {
    if (Number(schema[least] ?? 0) > Number(schema[most] ?? Infinity)) return `${path}.${least} is above its ${most}`
  }
  const required = schema['required'] ?? []
  const properties = new Set<Json>(Object.keys(schema['properties'] ?? {}))
  if (Array.isArray(required) && !required.every((name: Json) => properties.has(name))) {
    return `${path}.required names what is not in its properties`
  }
  const hasForm = ['type', 'const', 'enum', 'oneOf', '$ref'].some((keyword) => keyword in schema)
  return hasForm ? null : `${path} has no type`
}

function isEnforced(keyword: string, value: Json, depth: number, names: readonly string[]): boolean {
  if (keyword === 'format') return formats.includes(value)
  if (keyword === '$ref') return typeof value === 'string' && names.includes(value)
  if (keyword === '$defs') return depth === 0 && isObject(value)
  if (keyword === 'type') return isType(value)
  if (keyword === 'properties') return isObject(value)
  if (keyword === 'required') return Array.isArray(value)
  if (keyword === 'enum' || lists.has(keyword)) return Array.isArray(value) && value.length > 0
  if (counts.has(keyword)) return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= maxCount
  return known.has(keyword)
}

function isType(value: Json): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((entry: Json) => plainTypes.includes(entry))
  return value === 'object' || value === 'array' || plainTypes.includes(value)
}

function namesOf(schema: Json): readonly string[] {
  const definitions = isObject(schema) ? schema['$defs'] : undefined
  return definitions === undefined || !isObject(definitions)
    ? []
    : Object.keys(definitions).map((name) => `#/$defs/${name}`)
}

function children(keyword: string, value: Json): readonly (readonly [string, Json])[] {
  if (maps.has(keyword) && isObject(value)) return Object.entries(value).map(([name, inner]) => [`.${name}`, inner])
  if (lists.has(keyword) && Array.isArray(value)) return value.map((inner: Json, index) => [`.${index}`, inner])
  return single.has(keyword) && typeof value !== 'boolean' ? [['', value]] : []
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `findUnsupported` went through all of it. */
function isChecked(schema: unknown): schema is GbnfJsonSchema {
  return typeof schema === 'object'
}
