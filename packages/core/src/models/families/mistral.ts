import type { Family } from '../match-family.js'

const common = {
  architectures: ['llama', 'mistral3'],
  // Nemo and Ministral have `tekken` too, so it proves nothing.
  tokenizers: ['tekken', 'pixtral'],
} as const

/** Mistral Small from version 3 (2501) on; the 22B of 2024 is another model. Value from its model card. */
export const mistralSmall: Family = {
  ...common,
  id: 'mistral-small',
  label: 'Mistral Small',
  name: /(?<![a-z0-9])mistral[-_ ]?small(?!.*(?:22b|2402|2409))(?=$|[^a-z])/,
  values: { temperature: 0.15 },
}

/** Magistral, Mistral's thinking models. Values from their model cards. */
export const magistral: Family = {
  ...common,
  id: 'magistral',
  label: 'Magistral',
  name: /(?<![a-z0-9])magistral(?=$|[^a-z0-9])/,
  values: { temperature: 0.7, top_p: 0.95 },
}
