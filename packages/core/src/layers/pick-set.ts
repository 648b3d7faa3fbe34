import type { Values } from '../parameters/value.js'
import type { Layer } from './layer.js'

/**
 * The values to send: those of all layers whose standing is `set`, a later layer over an earlier one. No schema is asked, so that
 * a value which the runtime does not support reaches the translation and is reported as dropped there.
 */
export function pickSet(layers: readonly Layer[]): Values {
  const set = layers.filter((layer) => layer.standing === 'set')
  return Object.fromEntries(set.flatMap((layer) => Object.entries(layer.values)))
}
