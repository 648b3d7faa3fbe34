import type { GgufHeader } from './gguf-header.js'

type Values = GgufHeader['values']

/** A key below that of the architecture, what its value has to be, and in which words. */
type Rule = readonly [key: string, isGood: (value: number) => boolean, must: string]

/** Most layers that llama.cpp takes. @see https://github.com/ggml-org/llama.cpp/blob/b11669/src/llama-hparams.h */
const maxLayers = 512

const always: readonly Rule[] = [
  ['block_count', (value) => isCount(value) && value <= maxLayers, `a number from 1 to ${maxLayers}`],
  ['embedding_length', isCount, 'a number from 1'],
  ['attention.layer_norm_epsilon', isEpsilon, 'a number from 0'],
  ['attention.layer_norm_rms_epsilon', isEpsilon, 'a number from 0'],
  ['attention.group_norm_epsilon', isEpsilon, 'a number from 0'],
]

/**
 * Finds a number that would end this whole process: llama.cpp checks some only where it computes, and then by an assertion. What it
 * refuses by itself, and what is not there, is left to it. Answers what is wrong, or null.
 */
export function findFatalValue(architecture: string, values: Values): string | null {
  for (const [key, isGood, must] of [...always, ...rulesOfKind(architecture, values)]) {
    const value = values.get(`${architecture}.${key}`)
    // A list has a number for each layer, and of those some may be 0.
    const isLeft = value === undefined || (typeof value === 'object' && value !== null)
    if (isLeft || (typeof value === 'number' && isGood(value))) continue
    return `${architecture}.${key} is ${value}, not ${must}`
  }
  return findUnevenVocabulary(values)
}

/** Recurrent models have no heads, and models of experts no layers in common: their files say 0. */
function rulesOfKind(architecture: string, values: Values): readonly Rule[] {
  const isRecurrent = ['ssm', 'wkv'].some((kind) => hasBelow(values, `${architecture}.${kind}.`))
  if (isRecurrent) return []
  const heads = values.get(`${architecture}.attention.head_count`)
  const divides = (value: number): boolean => isCount(value) && (typeof heads !== 'number' || heads % value === 0)
  const rules: readonly Rule[] = [
    ['attention.head_count', isCount, 'a number from 1'],
    ['attention.head_count_kv', divides, `a divisor of ${architecture}.attention.head_count`],
  ]
  const hasExperts = Number(values.get(`${architecture}.expert_count`) ?? 0) > 0
  return hasExperts ? rules : [...rules, ['feed_forward_length', isCount, 'a number from 1']]
}

function hasBelow(values: Values, prefix: string): boolean {
  return [...values.keys()].some((key) => key.startsWith(prefix))
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1
}

function isEpsilon(value: number): boolean {
  return Number.isFinite(value) && value >= 0
}

/** llama.cpp reads as many scores and types as there are tokens. */
function findUnevenVocabulary(values: Values): string | null {
  const tokens = lengthAt(values, 'tokens')
  for (const key of ['scores', 'token_type']) {
    const length = lengthAt(values, key)
    if (tokens !== null && length !== null && length !== tokens) {
      return `tokenizer.ggml.${key} has ${length} entries for ${tokens} tokens`
    }
  }
  return null
}

function lengthAt(values: Values, key: string): number | null {
  const value = values.get(`tokenizer.ggml.${key}`)
  return typeof value === 'object' && value !== null ? value.length : null
}
