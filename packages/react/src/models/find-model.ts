import { formatModelRef } from '@venom/core'

import type { ModelEntry } from './model-catalogue.js'

/** What of a model its addresses are made of. */
type Addressed = Pick<ModelEntry, 'address' | 'runtime' | 'id'>

/**
 * The model that an address means: the one that is listed under it, or by `<runtime id>/<model>`, or by its bare name where only one
 * has it. The listed address changes when another runtime comes with a model of the same name, or goes; the full one never does.
 */
export function findModel<T extends Addressed>(models: readonly T[], address: string | undefined): T | undefined {
  const named = models.filter(({ id }) => id === address)
  return (
    models.find((model) => model.address === address) ??
    models.find((model) => fullAddress(model) === address) ??
    (named.length === 1 ? named[0] : undefined)
  )
}

/** The address of a model that stays the same whatever other runtimes have: `<runtime id>/<model>`. */
export function fullAddress({ runtime, id }: Addressed): string {
  return formatModelRef({ runtime, model: id })
}
