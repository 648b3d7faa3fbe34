import type { MappingTable } from '@venom/core'

const source = 'llama-server 0.7.0, README of POST /completion'

/** What we send to `/completion`, by neutral name. What is not listed here is reported as dropped. */
export const mappings: MappingTable = {
  temperature: { wire: 'temperature', source, min: 0, clamps: true },
  max_tokens: { wire: 'n_predict', source, min: -1 },
  top_k: { wire: 'top_k', source, min: 0, clamps: true },
  top_p: { wire: 'top_p', source, min: 0, max: 1, clamps: true },
  seed: { wire: 'seed', source },
  stop: { wire: 'stop', source },
}
