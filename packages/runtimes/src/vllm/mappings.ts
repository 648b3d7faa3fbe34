import type { Mapping, MappingTable, Unsupported } from '@venom/core'

const int32 = 2_147_483_647
const live = 'vLLM 0.32.0, each bound asked of the live server'

/** Outside its bounds the server answers 400. */
function hard(wire: string, bounds: Pick<Mapping, 'min' | 'max' | 'max_entries'> = {}): Mapping {
  return { wire, source: live, ...bounds }
}

function absent(unsupported = 'has no counterpart in vLLM'): Unsupported {
  return { unsupported, source: live }
}

/**
 * What vLLM's `/v1/chat/completions` honours. A bound that is missing is one the server does not have. `max_tokens` ends at the
 * model's window, which the schema of a model says. `top_p` and `repeat_penalty` have to be above 0, which an inclusive bound
 * cannot say; a `temperature` between 0 and 0.01 counts as 0.01; `top_k` −1 and 0 are "all", and so is any above the vocabulary: its
 * upper bound is that of other servers; a `seed` of −1 is a random one; a `min_tokens` above `max_tokens` is refused.
 */
export const mappings = {
  temperature: hard('temperature', { min: 0, max: 2 }),
  max_tokens: hard('max_completion_tokens', { min: 1 }),
  min_tokens: hard('min_tokens', { min: 0 }),
  top_p: hard('top_p', { min: 0.01, max: 1 }),
  top_k: hard('top_k', { min: -1, max: int32 }),
  min_p: hard('min_p', { min: 0, max: 1 }),
  repeat_penalty: hard('repetition_penalty', { min: 0.01 }),
  presence_penalty: hard('presence_penalty', { min: -2, max: 2 }),
  frequency_penalty: hard('frequency_penalty', { min: -2, max: 2 }),
  seed: hard('seed'),
  stop: hard('stop', { max_entries: 4 }),
  ignore_eos: hard('ignore_eos'),
  context_length: absent('is fixed when vLLM is started (--max-model-len)'),
  repeat_last_n: absent('has no counterpart in vLLM, whose penalties look at the whole text'),
  typical_p: absent(),
  dynatemp_range: absent(),
  dynatemp_exponent: absent(),
  top_n_sigma: absent(),
  xtc_probability: absent(),
  xtc_threshold: absent(),
  dry_multiplier: absent(),
  dry_base: absent(),
  dry_allowed_length: absent(),
  dry_penalty_last_n: absent(),
  dry_sequence_breakers: absent(),
  mirostat: absent(),
  mirostat_tau: absent(),
  mirostat_eta: absent(),
  adaptive_target: absent(),
  adaptive_decay: absent(),
  min_keep: absent(),
} as const satisfies MappingTable
