import { catalogue } from '../parameters/catalogue/catalogue.js'
import type { Runtime } from '../runtime/runtime.js'

/** A runtime in this process with no models and no answers, but for the parts given. */
export function fixedRuntime(id: string, parts: Partial<Omit<Runtime, 'id'>> = {}): Runtime {
  return {
    id,
    kind: 'fixed',
    offlineSchema: catalogue,
    health: async () => ({ state: 'ready', server: { kind: 'fixed', version: null, capabilities: [] } }),
    models: async () => [],
    parameters: async () => ({ schema: {}, reported: {} }),
    async *chat() {},
    close: async () => {},
    ...parts,
  }
}
