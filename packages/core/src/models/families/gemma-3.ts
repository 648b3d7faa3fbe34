import type { Family } from '../match-family.js'

/** Gemma 3, 3n and 4. Values from their generation_config.json. */
export const gemma3: Family = {
  id: 'gemma-3',
  label: 'Gemma 3 and 4',
  architectures: ['gemma3', 'gemma3n', 'gemma4'],
  tokenizers: ['gemma4'],
  proof: ['gemma4'],
  name: /(?<![a-z0-9])gemma[-_ ]?(?:3n?|4)(?=$|[^a-z0-9.]|\.[a-z])/,
  values: { temperature: 1, top_p: 0.95, top_k: 64, min_p: 0 },
}
