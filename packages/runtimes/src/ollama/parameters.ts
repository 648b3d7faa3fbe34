import {
  catalogue,
  type GenerationSchema,
  type Mapping,
  type ModelParameters,
  type ParameterValue,
  toSchema,
  type Unsupported,
  type Values,
} from '@venom/core'

import { toServerFacts } from './facts.js'
import type { Known } from './knowledge.js'
import { mappings, mappingsFor } from './mappings.js'
import type { ModelfileParameters } from './modelfile.js'

/** What a model accepts, and the values of its Modelfile. `window`: what a chat gets that asks for none, in tokens. */
export function toModelParameters(
  { version, isNewEngine, model, evidence }: Known,
  window: number | undefined,
): ModelParameters {
  const facts = toServerFacts(version, model, evidence, isNewEngine)
  const schema = toSchema(catalogue, mappingsFor(facts.engine, evidence), facts)
  return { schema, reported: toReported(schema, evidence?.parameters ?? {}, window) }
}

/** A Modelfile's parameters by neutral name, as far as this server honours them. */
function toReported(schema: GenerationSchema, parameters: ModelfileParameters, window: number | undefined): Values {
  const reported: Record<string, ParameterValue> = {}
  for (const [name, row] of Object.entries(mappings)) {
    const said = 'wire' in row ? parameters[row.wire.replace('options.', '')] : undefined
    const value = said === undefined ? undefined : asTaken(said, schema[name], row)
    if (value !== undefined && !isNoLimit(name, value)) reported[name] = value
  }
  if (window !== undefined && 'context_length' in schema) reported['context_length'] = window
  return reported
}

/** The value as the server takes it: without the fraction where it wants none, and within its bounds. Undefined where it is of another type. */
function asTaken(
  value: ParameterValue,
  parameter: GenerationSchema[string] | undefined,
  row: Mapping | Unsupported,
): ParameterValue | undefined {
  if (parameter === undefined || Array.isArray(value) !== (parameter.type === 'list')) return undefined
  if (typeof value !== typeof parameter.default) return undefined
  if (typeof value !== 'number' || 'unsupported' in row) return value
  const whole = parameter.type === 'int' ? Math.trunc(value) : value
  const { min = -Infinity, max = Infinity } = row.clamps === true ? row : {}
  return Math.max(min, Math.min(max, whole))
}

/** A length that is none says that there is no limit, which is what holds anyway. */
function isNoLimit(name: string, value: ParameterValue): boolean {
  return name === 'max_tokens' && typeof value === 'number' && value < 1
}
