import type { CatalogueState, ModelEntry, RuntimeEntry } from './model-catalogue.js'

/** The models of one runtime. */
export interface ModelGroup {
  /** Id of the runtime. */
  readonly id: string
  /** Its name for people. */
  readonly name: string
  readonly models: readonly ModelEntry[]
}

/**
 * Puts models under their runtimes, in the order of the runtimes; a group without a model is left out.
 *
 * @param query Every word of it must be in a model's names, architecture or runtime. Empty: all models.
 */
export function groupModels(
  { runtimes, models }: Pick<CatalogueState, 'runtimes' | 'models'>,
  query = '',
): readonly ModelGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const names = new Map(runtimes.map((runtime) => [runtime.id, runtimeName(runtime)]))
  const ids = new Set([...names.keys(), ...models.map(({ runtime }) => runtime)])
  return [...ids]
    .map((id) => {
      const name = names.get(id) ?? id
      return { id, name, models: models.filter((model) => model.runtime === id && isMeant(model, name, words)) }
    })
    .filter((group) => group.models.length > 0)
}

/** What a runtime is called: its label, or the id that somebody gave it. */
export function runtimeName({ id, kind, label }: RuntimeEntry): string {
  return id === kind ? label : id
}

/**
 * The model to begin with: one that is loaded in a server, before the embedded one, before any other of a runtime that can
 * answer. Undefined where none can.
 */
export function suggestModel({ runtimes, models }: CatalogueState): ModelEntry | undefined {
  const ready = new Map(runtimes.filter(({ health }) => health.state === 'ready').map(({ id, kind }) => [id, kind]))
  const usable = models.filter(({ runtime }) => ready.has(runtime))
  const isEmbedded = ({ runtime }: ModelEntry): boolean => ready.get(runtime) === 'embedded'
  return usable.find((model) => model.loaded !== false && !isEmbedded(model)) ?? usable.find(isEmbedded) ?? usable[0]
}

function isMeant(model: ModelEntry, runtime: string, words: readonly string[]): boolean {
  const { address, id, architecture = '', base_name = '' } = model
  const text = `${address} ${id} ${architecture} ${base_name} ${runtime}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
