import { catalogue } from './catalogue/catalogue.js'
import { checkRules } from './check-rules.js'
import { checkValue } from './check-value.js'
import { isRecord } from './is-record.js'
import type { Issue } from './issue.js'
import { limits } from './limits.js'
import { nearestName } from './nearest-name.js'
import type { GenerationParameter, GenerationSchema } from './parameter.js'
import { parseValue } from './parse-value.js'
import type { ParameterValue, Values } from './value.js'

/** Values that can be used, or everything that is wrong with them. */
export type ParsedValues =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Checks a set of values against a schema and returns all violations at once; an empty list means that all can be used.
 * A name that only the catalogue knows is `parameter.unsupported`, any other `parameter.unknown`. Rules between values are
 * judged on those that are right by themselves. Never throws.
 */
export function checkValues(schema: GenerationSchema, values: Readonly<Record<string, unknown>>): readonly Issue[] {
  const parsed = parseValues(schema, values)
  return parsed.ok ? [] : parsed.issues
}

/** Reads foreign JSON as values of a schema: copies them where all are right, else tells everything that is wrong. Never throws. */
export function parseValues(schema: GenerationSchema, input: unknown): ParsedValues {
  if (!isRecord(input)) return refused('Values must be an object that maps parameter names to values.', 'object')
  const entries = Object.entries(input)
  if (entries.length > limits.parameters) {
    return refused(`There are ${entries.length} values. Give ${limits.parameters} at most.`, limits.parameters)
  }
  const issues: Issue[] = []
  const good: [string, ParameterValue][] = []
  for (const [name, value] of entries) {
    const parameter = Object.hasOwn(schema, name) ? schema[name] : undefined
    const found = parameter === undefined ? [unknownName(schema, name)] : checkValue(name, parameter, value)
    issues.push(...found)
    const parsed = found.length === 0 ? parseValue(value) : undefined
    if (parsed !== undefined) good.push([name, parsed])
  }
  const values = Object.fromEntries(good)
  issues.push(...checkRules(values))
  return issues.length === 0 ? { ok: true, values } : { ok: false, issues }
}

function refused(message: string, limit: string | number): ParsedValues {
  const code = typeof limit === 'number' ? 'parameter.length' : 'parameter.type'
  return { ok: false, issues: [{ path: '', code, message, limit }] }
}

function unknownName(schema: Readonly<Record<string, GenerationParameter>>, name: string): Issue {
  if (Object.hasOwn(catalogue, name)) {
    return {
      path: name,
      code: 'parameter.unsupported',
      message: `\`${name}\` is not supported by this model's runtime. Leave it out, or choose another runtime.`,
    }
  }
  const shown = name.length > 64 ? `${name.slice(0, 64)}…` : name
  const nearest = nearestName(name, Object.keys(schema))
  const advice = nearest === undefined ? 'Leave it out.' : `Did you mean \`${nearest}\`?`
  return { path: shown, code: 'parameter.unknown', message: `\`${shown}\` is no parameter of this model. ${advice}` }
}
