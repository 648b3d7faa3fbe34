import type { Family } from '../match-family.js'

const common = {
  architectures: ['qwen3', 'qwen3moe'],
  // Qwen 1.5, 2 and 2.5 have `qwen2` too, so it proves nothing.
  tokenizers: ['qwen2', 'deepseek-r1-qwen'],
} as const

// Qwen3.5, Qwen3-Coder, Qwen3-VL and the like have advice of their own.
const other = '(?!.*(?:coder|vl|omni|next|embed|rerank|guard|asr|tts))'

/** Qwen 3 models that do not think. Values from their model cards. */
export const qwen3Instruct: Family = {
  ...common,
  id: 'qwen-3-instruct',
  label: 'Qwen 3 Instruct',
  name: new RegExp(`^${other}.*(?<![a-z0-9])qwen[-_ ]?3(?=[^a-z0-9.]).*instruct`),
  values: { temperature: 0.7, top_p: 0.8, top_k: 20, min_p: 0 },
}

/** Qwen 3 models that think, always or unless told otherwise. Values from their model cards. */
export const qwen3: Family = {
  ...common,
  id: 'qwen-3',
  label: 'Qwen 3',
  name: new RegExp(`^${other}.*(?<![a-z0-9])qwen[-_ ]?3(?=$|[^a-z0-9.]|\\.[a-z])`),
  patch: { temperature: { warn: 'Qwen 3 repeats itself without end at temperature 0 while it thinks.' } },
  values: { temperature: 0.6, top_p: 0.95, top_k: 20, min_p: 0 },
}
