import type { Mapping, MappingTable, Unsupported } from '@venom/core'

import type { Evidence } from './evidence.js'
import { leastTokens, leastVisionTokens, llamaServerStep } from './window-limits.js'

const live = 'Ollama 0.34.4, 0.34.0 and 0.24.0, each bound asked of the live servers'
const source =
  'Ollama 0.34.4, 0.34.0 and 0.24.0, api/types.go: no such option; an unknown one is ignored without a word'
const int32 = 2_147_483_647

type Limits = Pick<Mapping, 'min' | 'max' | 'before' | 'engines'>

/** Outside its bounds the server refuses, or fails. */
function hard(option: string, limits: Limits = {}): Mapping {
  return { wire: `options.${option}`, source: live, ...limits }
}

/** Outside its bounds the server takes the bound without a word. */
function soft(option: string, limits: Limits): Mapping {
  return { wire: `options.${option}`, source: live, clamps: true, ...limits }
}

const absent: Unsupported = { unsupported: 'has no counterpart in Ollama', source }
const removed: Unsupported = { unsupported: 'was taken out of Ollama, which ignores it', source }

/** The server's own engine before 0.30 knows no penalties. @see https://github.com/ollama/ollama/blob/v0.24.0/sample/samplers.go */
const withPenalties = { engines: ['llama-server', 'llama.cpp', 'mlx'] }
/** MLX knows no stop texts, and its window is the model's own. @see https://github.com/ollama/ollama/blob/v0.34.4/mlxrunner/server.go */
const notMlx = { engines: ['llama-server', 'llama.cpp', 'ollama-engine'] }
const onlyLlama = { engines: ['llama-server', 'llama.cpp'] }

/**
 * What the `options` of Ollama's `/api/chat` honour. A bound that is missing is one the server does not have. `num_predict` −1 is
 * "until ten windows are full" and 0 is "no limit" or "one token", as the model's chat path has it: neither is a length.
 */
export const mappings: MappingTable = {
  temperature: soft('temperature', { min: 0 }),
  max_tokens: hard('num_predict', { min: 1, max: int32 }),
  top_p: soft('top_p', { min: 0, max: 1 }),
  top_k: soft('top_k', { min: 0, max: int32 }),
  min_p: soft('min_p', { min: 0, max: 1 }),
  typical_p: hard('typical_p', { before: '0.34.1', ...onlyLlama }),
  repeat_penalty: hard('repeat_penalty', { min: 0.01, ...withPenalties }),
  repeat_last_n: hard('repeat_last_n', { min: 0, max: int32, ...withPenalties }),
  presence_penalty: hard('presence_penalty', withPenalties),
  frequency_penalty: hard('frequency_penalty', withPenalties),
  seed: hard('seed'),
  stop: hard('stop', notMlx),
  context_length: soft('num_ctx', { min: leastTokens, ...notMlx }),
  dynatemp_range: absent,
  dynatemp_exponent: absent,
  top_n_sigma: absent,
  xtc_probability: absent,
  xtc_threshold: absent,
  dry_multiplier: absent,
  dry_base: absent,
  dry_allowed_length: absent,
  dry_penalty_last_n: absent,
  dry_sequence_breakers: absent,
  mirostat: removed,
  mirostat_tau: removed,
  mirostat_eta: removed,
  adaptive_target: absent,
  adaptive_decay: absent,
  min_keep: absent,
  ignore_eos: absent,
  min_tokens: absent,
}

/** The old engine lays out this many places for each answer: a look back beyond any window took 8 GB and never came back (live). */
const longestLookBack = 1_048_576

/** The table with what is known of one model: its window is no longer than it was trained for, and its engine has limits of its own. */
export function mappingsFor(engine: string | undefined, evidence: Evidence | undefined): MappingTable {
  const { trainedTokens, capabilities } = evidence ?? {}
  const least = engine === 'llama-server' ? llamaServerStep : leastTokens
  const min = capabilities?.includes('vision') === true ? leastVisionTokens : least
  const max = trainedTokens === undefined ? {} : { max: Math.max(min, trainedTokens) }
  return {
    ...mappings,
    context_length: soft('num_ctx', { min, ...max, ...notMlx }),
    ...(engine === 'llama.cpp' ? { repeat_last_n: soft('repeat_last_n', { max: longestLookBack }) } : {}),
  }
}
