import { createTuningClient } from '@venom/core/client'
import { createModelCatalogue, fullAddress, type ModelCatalogue, suggestModel } from '@venom/react/models'
import { createTuningStore, type TuningStore } from '@venom/react/tuning'
import { createRuntimesClient } from '@venom/runtimes/client'

import { type Chats, createChats } from './chats.js'
import { createPreferences, type PreferenceStore } from './preferences.js'
import { createSession, type Session } from './session.js'

/** Everything that lives as long as the page. */
export interface Cockpit {
  readonly session: Session
  readonly preferences: PreferenceStore
  readonly catalogue: ModelCatalogue
  readonly chats: Chats
  /** The tuning of a model, by its address. What is not applied stays while other models are looked at. */
  readonly tuning: (model: string) => TuningStore
}

/** Wires clients and stores, once. */
export function createCockpit(): Cockpit {
  const session = createSession()
  void session.start()
  const options = { baseUrl: '', fetch: session.fetch }
  const runtimes = createRuntimesClient(options)
  const tuningClient = createTuningClient(options)
  const preferences = createPreferences(
    () => localStorage,
    () => sessionStorage,
  )
  const catalogue = createModelCatalogue(runtimes)
  const tunings = new Map<string, TuningStore>()

  // A newcomer should not have to choose before the first question.
  catalogue.subscribe(() => {
    const suggested = preferences.get().model === '' ? suggestModel(catalogue.get()) : undefined
    if (suggested !== undefined) preferences.set('model', fullAddress(suggested))
  })

  return {
    session,
    preferences,
    catalogue,
    chats: createChats(runtimes, preferences),
    tuning(model) {
      const tuning = tunings.get(model) ?? createTuningStore({ client: tuningClient, model, storage: ofThisTab })
      tunings.set(model, tuning)
      return tuning
    },
  }
}

// Each tab has a draft of its own. A browser may refuse the storage itself, so it is asked for at each use.
const ofThisTab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, text) => sessionStorage.setItem(key, text),
  removeItem: (key) => sessionStorage.removeItem(key),
}
