import { catalogue, type GenerationSchema, type ServerFacts, toSchema, type Values } from '@venom/core'

import { mappings } from './mappings.js'

/** What a model accepts: no answer can be longer than its window. */
export function toParameters(server: ServerFacts, contextTokens: number | undefined): GenerationSchema {
  if (contextTokens === undefined) return toSchema(catalogue, mappings, server)
  const { max_tokens } = mappings
  return toSchema(catalogue, { ...mappings, max_tokens: { ...max_tokens, max: contextTokens } }, server)
}

/** The fields of a model's `generation_config.json` that vLLM takes as defaults, and what they are called here (0.32.0). */
const names: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  top_k: 'top_k',
  top_p: 'top_p',
  min_p: 'min_p',
  repetition_penalty: 'repeat_penalty',
  presence_penalty: 'presence_penalty',
  frequency_penalty: 'frequency_penalty',
  max_new_tokens: 'max_tokens',
}

/**
 * What vLLM takes where neither a request nor its `generation_config.json` says otherwise, by neutral name.
 * @see https://github.com/vllm-project/vllm/blob/v0.32.0/vllm/entrypoints/openai/chat_completion/protocol.py (_DEFAULT_SAMPLING_PARAMS)
 */
const ownDefaults: Values = {
  temperature: 1,
  top_k: 0,
  top_p: 1,
  min_p: 0,
  repeat_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
}

/**
 * The server's own defaults, by neutral name, out of the `generation_config.json` that it was started with. Undefined: nobody told it,
 * so that nothing is known.
 */
export function toReported(generationConfig: Readonly<Record<string, unknown>> | undefined): Values {
  if (generationConfig === undefined) return {}
  const reported: Record<string, Values[string]> = { ...ownDefaults }
  for (const [field, name] of Object.entries(names)) {
    const value = generationConfig[field]
    if (typeof value === 'number' && Number.isFinite(value)) reported[name] = value
  }
  return reported
}
