import * as z from 'zod/mini'

import type { Json } from '../parameters/value.js'
import type { Parser } from './endpoint.js'

/** A JSON Schema (2020-12) that stands in a bigger document. */
export interface JsonSchema {
  readonly schema: Readonly<Record<string, Json>>
  /** What it refers to, by name in `#/components/schemas`. */
  readonly components: Readonly<Record<string, Json>>
}

const jsonObject = z.record(z.string(), z.json())

/**
 * Describes what a parser takes (`input`) or gives (`output`). `name` begins the names of its components. A zod schema is
 * described by itself; what JSON Schema cannot say of it, and any other parser, is left open: everything fits.
 */
export function toJsonSchema(parser: Parser<unknown>, io: 'input' | 'output', name: string): JsonSchema {
  if (!(parser instanceof z.core.$ZodType)) return { schema: {}, components: {} }
  const { $defs = {}, ...rest } = jsonObject.parse(z.toJSONSchema(parser, { io, unrepresentable: 'any' }))
  const schema = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== '$schema'))
  // A reference to the schema itself, as recursion makes it, needs it as a component too.
  const isRecursive = JSON.stringify(schema).includes('"$ref":"#"')
  const definitions = { ...jsonObject.parse($defs), ...(isRecursive ? { self: schema } : {}) }
  const components = Object.entries(definitions).map(([key, definition]) => [
    `${name}.${key}`,
    moveRefs(definition, name),
  ])
  return {
    schema: jsonObject.parse(moveRefs(schema, name)),
    components: jsonObject.parse(Object.fromEntries(components)),
  }
}

/** References count from the root of their document, which is now a bigger one. */
function moveRefs(json: Json, name: string): Json {
  if (Array.isArray(json)) return json.map((entry: Json) => moveRefs(entry, name))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, key === '$ref' ? moveRef(value, name) : moveRefs(value, name)]),
  )
}

function moveRef(ref: Json, name: string): Json {
  if (typeof ref !== 'string') return ref
  return `#/components/schemas/${name}.${ref === '#' ? 'self' : ref.replace('#/$defs/', '')}`
}
