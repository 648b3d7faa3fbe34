import type { CatalogueState, ModelCatalogue } from '@venom/react/models'

/** What of a catalogue tells whether a model can be asked. */
type Watched = Pick<ModelCatalogue, 'subscribe'> & {
  readonly get: () => Pick<CatalogueState, 'state' | 'models'>
}

/**
 * Tells each time that a model can be asked again: our server answers after it did not, or the runtime of the model does.
 * @returns ends it.
 */
export function watchReturn(catalogue: Watched, address: string, onReturn: () => unknown): () => void {
  const { state } = catalogue.get()
  let wasAway = state === 'failed'
  // Until the first reading nobody knows: whoever waits for the model has asked already.
  let wasThere = state === 'loading' || isThere()

  function isThere(): boolean {
    return catalogue.get().models.some((model) => model.address === address || idsOf(model).includes(address))
  }

  return catalogue.subscribe(() => {
    const { state } = catalogue.get()
    if (state === 'failed') wasAway = true
    if (state !== 'ready') return
    const isBack = wasAway || (!wasThere && isThere())
    wasAway = false
    wasThere = isThere()
    if (isBack) void onReturn()
  })
}

/** A model's bare name is its address only while no other model could be meant by it. */
function idsOf({ runtime, id }: CatalogueState['models'][number]): readonly string[] {
  return [id, `${runtime}/${id}`]
}
