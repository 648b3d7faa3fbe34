import { isRecord, refuse, type Refusal } from './openai-error.js'

// Fields that are read elsewhere, or that do not change the answer.
const known = new Set([
  'model',
  'messages',
  'stream',
  'stream_options',
  'user',
  'store',
  'metadata',
  'service_tier',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_retention',
  'parallel_tool_calls',
])

// Fields that would change the answer, and the values of them that ask for nothing.
const unsupported: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: (value) => value === 1,
  logprobs: (value) => value === false,
  top_logprobs: (value) => value === 0,
  logit_bias: isEmpty,
  tools: isEmpty,
  tool_choice: (value) => value === 'none' || value === 'auto',
  functions: isEmpty,
  function_call: (value) => value === 'none' || value === 'auto',
  response_format: (value) => isRecord(value) && value['type'] === 'text',
  modalities: (value) => Array.isArray(value) && value.every((entry) => entry === 'text'),
  audio: never,
  prediction: never,
  reasoning_effort: never,
  verbosity: never,
  web_search_options: never,
  moderation: never,
}

/** Refuses fields that ask for more than text. Names those that must be generation parameters, or nothing that is known. */
export function checkFields(
  body: Readonly<Record<string, unknown>>,
): { readonly ok: true; readonly others: readonly string[] } | Refusal {
  const others: string[] = []
  for (const [name, value] of Object.entries(body)) {
    if (value === null || known.has(name)) continue
    const asksNothing = Object.hasOwn(unsupported, name) ? unsupported[name] : undefined
    if (asksNothing === undefined) others.push(name)
    else if (!asksNothing(value))
      return refuse(`\`${name}\` is not supported here: this endpoint answers in text. Leave it out.`, name)
  }
  return { ok: true, others }
}

function never(): boolean {
  return false
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0
}
