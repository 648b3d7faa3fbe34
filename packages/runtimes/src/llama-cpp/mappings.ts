import type { Mapping, MappingTable, ParameterValue } from '@venom/core'

const live = 'llama-server 0.7.0 (build 11669), each bound asked of the live server'
const int32 = 2_147_483_647

/** Outside its bounds the server answers 400. */
function hard(wire: string, bounds: Pick<Mapping, 'min' | 'max'> = {}): Mapping {
  return { wire, source: live, ...bounds }
}

/** Outside its bounds the server takes the bound without a word. */
function soft(wire: string, bounds: Pick<Mapping, 'min' | 'max'>): Mapping {
  return { wire, source: live, clamps: true, ...bounds }
}

/**
 * What llama-server's `/v1/chat/completions` honours. A bound that is missing is one the server does not have.
 * `max_tokens` −1 is "until the window is full"; `repeat_penalty` has to be above 0, which an inclusive bound cannot say.
 */
export const mappings: MappingTable = {
  temperature: soft('temperature', { min: 0 }),
  max_tokens: hard('max_tokens', { min: -1, max: int32 }),
  top_p: soft('top_p', { min: 0, max: 1 }),
  top_k: soft('top_k', { min: 0, max: int32 }),
  min_p: soft('min_p', { min: 0, max: 1 }),
  typical_p: hard('typical_p'),
  repeat_penalty: hard('repeat_penalty', { min: 0.01 }),
  repeat_last_n: hard('repeat_last_n', { min: 0, max: int32 }),
  presence_penalty: hard('presence_penalty'),
  frequency_penalty: hard('frequency_penalty'),
  seed: hard('seed'),
  stop: hard('stop'),
  dynatemp_range: hard('dynatemp_range'),
  dynatemp_exponent: hard('dynatemp_exponent'),
  top_n_sigma: hard('top_n_sigma'),
  xtc_probability: soft('xtc_probability', { min: 0, max: 1 }),
  xtc_threshold: soft('xtc_threshold', { min: 0, max: 1 }),
  dry_multiplier: hard('dry_multiplier'),
  dry_base: hard('dry_base'),
  dry_allowed_length: hard('dry_allowed_length', { min: 0, max: int32 }),
  dry_penalty_last_n: hard('dry_penalty_last_n', { min: 0, max: int32 }),
  dry_sequence_breakers: hard('dry_sequence_breakers'),
  mirostat: { wire: 'mirostat', source: live, encode: mirostatMode },
  mirostat_tau: hard('mirostat_tau'),
  mirostat_eta: hard('mirostat_eta'),
  adaptive_target: hard('adaptive_target', { max: 1 }),
  adaptive_decay: hard('adaptive_decay', { min: 0, max: 0.99 }),
  min_keep: hard('min_keep', { min: 0, max: int32 }),
  ignore_eos: hard('ignore_eos'),
  context_length: { unsupported: 'is fixed when llama-server is started (-c)', source: live },
  min_tokens: { unsupported: 'has no counterpart in llama-server', source: live },
}

/** The mode is a number on the wire, whatever an option's form. */
function mirostatMode(value: ParameterValue): number {
  return Number(value)
}
