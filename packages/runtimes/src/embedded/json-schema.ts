import { type Json, VenomError } from '@venom/core'
import type { GbnfJsonSchema } from 'node-llama-cpp'

/** Keywords that the library's grammar enforces, and those that only describe. */
const known = new Set([
  'additionalProperties',
  'const',
  'enum',
  'items',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minItems',
  'minLength',
  'minProperties',
  'oneOf',
  'prefixItems',
  'properties',
  'required',
  'type',
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

/**
 * Gives the schema back as what the library takes. The library drops what it does not know without a word, so we refuse it.
 * @throws {VenomError} `runtime.unsupported` that names the first keyword that would not be enforced.
 */
export function toGrammarSchema(schema: Json): GbnfJsonSchema {
  const problem = findUnsupported(schema, 'schema', { depth: 0, names: namesOf(schema) })
  if (problem === null && isChecked(schema)) return schema
  const message = `The embedded engine cannot enforce response_format: ${problem}. Leave it out, or check it afterwards.`
  throw new VenomError('runtime.unsupported', message, { details: { field: 'response_format' } })
}

/** Deeper schemas are refused: the grammar is made by recursion. */
const maxDepth = 64

interface Place {
  readonly depth: number
  /** What `$ref` can name. */
  readonly names: readonly string[]
}

function findUnsupported(schema: Json, path: string, { depth, names }: Place): string | null {
  if (!isObject(schema)) return `${path} is no object`
  if (depth > maxDepth) return `${path} is nested too deeply`
  for (const [keyword, value] of Object.entries(schema)) {
    const place = `${path}.${keyword}`
    if (!isEnforced(keyword, value, depth, names)) return `${place} is not supported`
    for (const [name, inner] of children(keyword, value)) {
      const problem = findUnsupported(inner, `${place}${name}`, { depth: depth + 1, names })
      if (problem !== null) return problem
    }
  }
  const hasForm = ['type', 'const', 'enum', 'oneOf', '$ref'].some((keyword) => keyword in schema)
  return hasForm ? null : `${path} has no type`
}

function isEnforced(keyword: string, value: Json, depth: number, names: readonly string[]): boolean {
  if (keyword === 'format') return formats.includes(value)
  if (keyword === '$ref') return typeof value === 'string' && names.includes(value)
  if (keyword === '$defs') return depth === 0
  if (keyword === 'type') return isType(value)
  if (keyword === 'enum' || keyword === 'oneOf') return Array.isArray(value) && value.length > 0
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

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `findUnsupported` went through all of it. */
function isChecked(schema: unknown): schema is GbnfJsonSchema {
  return typeof schema === 'object'
}
