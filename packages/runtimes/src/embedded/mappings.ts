import type { Mapping, MappingTable, ParameterValue, Unsupported } from '@venom/core'

const source = 'node-llama-cpp 3.21.1, LlamaContext.js (_resolveSamplerConfig) and AddonSampler.cpp'
const ours = 'our own decoding loop: this is no sampler of the library'
const int32 = 2_147_483_647
const uint32 = 4_294_967_295

/** Outside its bounds we refuse, as the library has no meaning for it. */
function hard(wire: string, bounds: Pick<Mapping, 'min' | 'max'> = {}): Mapping {
  return { wire, source, ...bounds }
}

/** Outside its bounds the library takes the bound without a word. */
function soft(wire: string, bounds: Pick<Mapping, 'min' | 'max'>): Mapping {
  return { wire, source, clamps: true, ...bounds }
}

const absent: Unsupported = { unsupported: 'is nothing that the embedded engine can do', source }

/**
 * What the in-process engine honours; wire names are those of the library's `LLamaChatPromptOptions`. `max_tokens` −1 is "until the window is full", `seed` −1 is a new one
 * for each answer.
 */
export const mappings: MappingTable = {
  temperature: soft('temperature', { min: 0 }),
  max_tokens: { wire: 'maxTokens', source: ours, min: -1, max: int32 },
  top_p: hard('topP', { min: 0, max: 1 }),
  top_k: soft('topK', { min: 0, max: int32 }),
  min_p: hard('minP', { min: 0, max: 1 }),
  repeat_penalty: hard('repeatPenalty.penalty', { min: 0.01 }),
  repeat_last_n: hard('repeatPenalty.lastTokens', { min: 0, max: int32 }),
  presence_penalty: hard('repeatPenalty.presencePenalty'),
  frequency_penalty: hard('repeatPenalty.frequencyPenalty'),
  seed: hard('seed', { min: -1, max: uint32 }),
  stop: { wire: 'customStopTriggers', source: ours, encode: asList },
  xtc_probability: soft('xtc.probability', { min: 0, max: 1 }),
  xtc_threshold: soft('xtc.threshold', { min: 0, max: 1 }),
  dry_multiplier: soft('dryRepeatPenalty.strength', { min: 0 }),
  dry_base: hard('dryRepeatPenalty.base'),
  dry_allowed_length: soft('dryRepeatPenalty.allowedLength', { min: 1, max: int32 }),
  dry_penalty_last_n: soft('dryRepeatPenalty.lastTokens', { min: 0, max: int32 }),
  dry_sequence_breakers: hard('dryRepeatPenalty.sequenceBreakers'),
  context_length: { unsupported: 'is fixed when the embedded model is opened', source: ours },
  min_tokens: absent,
  typical_p: absent,
  dynatemp_range: absent,
  dynatemp_exponent: absent,
  top_n_sigma: absent,
  mirostat: absent,
  mirostat_tau: absent,
  mirostat_eta: absent,
  adaptive_target: absent,
  adaptive_decay: absent,
  min_keep: absent,
  ignore_eos: absent,
}

/** One text is a list of one. */
function asList(value: ParameterValue): ParameterValue {
  return typeof value === 'string' ? [value] : value
}
