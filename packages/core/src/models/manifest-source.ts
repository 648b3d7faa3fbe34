import type { Layer } from '../layers/layer.js'
import type { LayerSource } from '../tuning/tuning.js'
import type { Manifest, ManifestEntry } from './manifest.js'
import type { ModelRef } from './model-ref.js'

/**
 * A source of what a manifest says of a model. All entries whose name and runtime fit are used, in the file's order; a later one
 * beats an earlier one, parameter by parameter. Defaults become the assumed layer `manifest`, parameters the set one.
 */
export function manifestSource(manifest: Manifest): LayerSource {
  return {
    name: 'manifest',
    read(ref) {
      const entries = manifest.models.filter((entry) => fits(entry, ref))
      const layers: readonly Layer[] = [
        { name: 'manifest', standing: 'assumed', values: merge(entries.map((entry) => entry.defaults)) },
        { name: 'manifest', standing: 'set', values: merge(entries.map((entry) => entry.params)) },
      ]
      const patch = merge(entries.map((entry) => entry.patch))
      const filled = layers.filter((layer) => Object.keys(layer.values).length > 0)
      return { ...(filled.length > 0 && { layers: filled }), ...(Object.keys(patch).length > 0 && { patch }) }
    },
  }
}

function merge<T>(parts: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)))
}

function fits(entry: ManifestEntry, ref: ModelRef): boolean {
  return (entry.runtime === undefined || entry.runtime === ref.runtime) && matches(entry.name, ref.model)
}

// Walks the pieces between the stars once, so a hostile pattern costs no more than a plain search.
function matches(pattern: string, name: string): boolean {
  const [head = '', ...pieces] = pattern.split('*')
  const tail = pieces.pop()
  if (tail === undefined) return name === head
  if (!name.startsWith(head)) return false
  let from = head.length
  for (const piece of pieces) {
    const at = name.indexOf(piece, from)
    if (at === -1) return false
    from = at + piece.length
  }
  return name.length - tail.length >= from && name.endsWith(tail)
}
