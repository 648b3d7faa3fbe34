import type { Layer } from '../layers/layer.js'
import { resolve } from '../layers/resolve.js'
import type { Values } from '../parameters/value.js'
import { toEtag } from './etag.js'
import type { ModelReading } from './read-model.js'
import type { SavedOverride } from './storage.js'
import type { ModelConfig } from './tuning.js'

/** Everything a form needs: what is known of a model with what was saved and what a request says on top. */
export function toConfig(reading: ModelReading, saved: SavedOverride, request: Values): ModelConfig {
  return {
    schema: reading.schema,
    resolution: resolve(reading.schema, stack(reading, saved.values, request)),
    revision: saved.revision,
    etag: toEtag(saved),
    live: reading.live,
  }
}

/** All layers of a model but the built-in one; of one standing, lowest first. */
export function stack(reading: Pick<ModelReading, 'layers'>, override: Values, request: Values): readonly Layer[] {
  return [
    ...reading.layers,
    { name: 'override', standing: 'set', values: override },
    { name: 'request', standing: 'set', values: request },
  ]
}
