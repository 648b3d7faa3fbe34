import type { LayerSource } from '../tuning/tuning.js'
import { gemma3 } from './families/gemma-3.js'
import { llama3 } from './families/llama-3.js'
import { magistral, mistralSmall } from './families/mistral.js'
import { qwen3, qwen3Instruct } from './families/qwen-3.js'
import { type Family, matchFamily } from './match-family.js'

/** The families that this project knows, in the order in which they are tried. */
export const families: readonly Family[] = [llama3, qwen3Instruct, qwen3, gemma3, mistralSmall, magistral]

/**
 * A source of what is known of a model's family: its recommended values as the assumed layer `family`, and its narrowing of the
 * schema. A model of no known family gets neither.
 *
 * @param known Families to try, first to last. Default: `families`; put your own before them to be asked first.
 */
export function familySource(known: readonly Family[] = families): LayerSource {
  return {
    name: 'family',
    read(ref, model) {
      const family = matchFamily(known, ref.model, model)
      return {
        ...(family?.values !== undefined && {
          layers: [{ name: 'family', standing: 'assumed', values: family.values }],
        }),
        ...(family?.patch !== undefined && { patch: family.patch }),
      }
    },
  }
}
