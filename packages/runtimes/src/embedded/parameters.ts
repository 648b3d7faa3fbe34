import type { Values } from '@venom/core'

/**
 * What decides where a request says nothing. The samplers' values are the defaults of node-llama-cpp 3.21.1
 * (`_resolveSamplerConfig` in LlamaContext.js): without a temperature it is greedy. Penalties are off unless one is set, and
 * then look back at 64 tokens, llama.cpp's own default.
 */
export const reported: Values = {
  temperature: 0,
  max_tokens: -1,
  top_p: 0.95,
  top_k: 40,
  min_p: 0,
  repeat_penalty: 1,
  repeat_last_n: 64,
  presence_penalty: 0,
  frequency_penalty: 0,
  seed: -1,
  stop: [],
  xtc_probability: 0,
  xtc_threshold: 0.1,
  dry_multiplier: 0,
  dry_base: 1.75,
  dry_allowed_length: 2,
  dry_penalty_last_n: 64,
  dry_sequence_breakers: ['\n', ':', '"', '*'],
}
