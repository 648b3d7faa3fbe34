import {
  catalogue,
  type GenerationSchema,
  type ModelParameters,
  type ParameterValue,
  toSchema,
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
    const value = 'wire' in row ? parameters[row.wire.replace('options.', '')] : undefined
    if (value !== undefined && isOf(schema[name], value) && !isNoLimit(name, value)) reported[name] = value
  }
  if (window !== undefined && 'context_length' in schema) reported['context_length'] = window
  return reported
}

function isOf(parameter: GenerationSchema[string] | undefined, value: ParameterValue): boolean {
  if (parameter === undefined) return false
  return parameter.type === 'list' ? Array.isArray(value) : typeof value === typeof parameter.default
}

/** A length that is none says that there is no limit, which is what holds anyway. */
function isNoLimit(name: string, value: ParameterValue): boolean {
  return name === 'max_tokens' && typeof value === 'number' && value < 1
}
