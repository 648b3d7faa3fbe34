import type { Family } from '../match-family.js'

/**
 * Llama 3, 3.1, 3.2, 3.3 and what was tuned from them. The range 0 to 1 is a choice of this project (servers allow more); the
 * values are those of Meta's generation_config.json. Tokenizers as in llama.cpp's src/llama-vocab.cpp.
 */
export const llama3: Family = {
  id: 'llama-3',
  label: 'Llama 3',
  architectures: ['llama', 'mllama', 'deci'],
  tokenizers: ['llama-bpe', 'llama3', 'llama-v3', 'smaug-bpe'],
  proof: ['llama-bpe', 'llama3', 'llama-v3', 'smaug-bpe'],
  // `3` must end the version: llama-30b, llama-3b and llama-3.5b are sizes of other Llamas.
  name: /(?<![a-z0-9])llama[-_ ]?3(?:[._-][1-3])?(?=$|[^a-z0-9.]|\.[a-z])/,
  patch: { temperature: { min: 0, max: 1 } },
  values: { temperature: 0.6, top_p: 0.9 },
}
