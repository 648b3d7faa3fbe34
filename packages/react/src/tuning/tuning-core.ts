import { createStore, sameValues, type Store, type Values, type VenomError } from '@venom/core'
import type { TuningClient } from '@venom/core/client'

import type { FormState, ParameterForm } from '../parameters/form.js'
import { createParameterForm } from '../parameters/form-store.js'
import { type Adopted, adoptConfig, carryConflicts, type DraftSides, undecidedSides } from './adopt-config.js'
import { type DraftPlace, draftPlace, type DraftStorage } from './draft-storage.js'
import { createHistoryStore, type HistoryStore, type TuningAddress } from './history-store.js'
import type { ServerDeed, TuningCallOptions, TuningConfig, TuningState, TuningStep } from './tuning-state.js'

/** What tuning needs of the server. */
export type TuningCalls = Pick<TuningClient, 'config' | 'save' | 'reset' | 'undo' | 'history'>

/** What a store of tuning is made of. */
export interface TuningStoreOptions {
  readonly client: TuningCalls
  /** The model's name, or `<runtime id>/<name>`. */
  readonly model: string
  /** Id of the runtime, where several have a model of this name. */
  readonly runtime?: string
  /** Keeps the draft over a reload. Default: it lives as long as the store. */
  readonly storage?: DraftStorage
  /** Milliseconds since 1970. Default: the clock. */
  readonly now?: () => number
}

/** What happened last, when nothing did. */
export const idle: TuningStep = { is: 'idle' }

type Call = (options?: TuningCallOptions) => Promise<void>

/** What reading and writing share: the one writer of a state, a form and a history. */
export interface TuningCore {
  readonly client: TuningCalls
  readonly address: TuningAddress
  readonly form: ParameterForm
  readonly history: HistoryStore
  readonly store: Store<TuningState>
  readonly place: DraftPlace | undefined
  /** Tells what happened, of the draft as it is now. */
  readonly say: (step: TuningStep) => void
  /** Tells what failed, and remembers how to do it again. */
  readonly fail: (deed: 'load' | ServerDeed, error: VenomError, again: Call) => void
  readonly retry: Call
  /** Takes a state that somebody else may have made: what disagrees with the draft becomes a conflict. */
  readonly take: (reply: TuningConfig, sides?: DraftSides) => Adopted
  /** Takes the state that one's own deed made: the draft goes on from there. */
  readonly takeOwn: (reply: TuningConfig, sides?: DraftSides) => Adopted
  readonly setConflicts: (conflicts: TuningState['conflicts']) => void
  /** Names the state of the server that the draft is based on. */
  readonly etag: () => string | undefined
  /** A signal that aborts with the caller's, and when the store is closed. */
  readonly signal: (options: TuningCallOptions) => AbortSignal
  /** The signal of a reading, which ends an earlier one. */
  readonly readingSignal: (options: TuningCallOptions) => AbortSignal
  readonly stopReading: () => void
  readonly close: () => void
}

/** Makes what reading and writing share. */
export function createTuningCore(options: TuningStoreOptions): TuningCore {
  const { client, model, runtime, storage, now = Date.now } = options
  const address: TuningAddress = { model, ...(runtime === undefined ? {} : { runtime }) }
  const form = createParameterForm({ schema: {} })
  const history = createHistoryStore(client, address, now)
  const place = storage === undefined ? undefined : draftPlace(storage, model, runtime)
  const store = createStore<TuningState>({
    model,
    config: { is: 'loading' },
    conflicts: [],
    step: idle,
    history: history.get(),
  })
  let closer = new AbortController()
  let reading = new AbortController()
  let failed: Call = () => Promise.resolve()
  // The draft that `step` speaks of: with another one it is over.
  let spokenOf: Values = form.get().values

  history.subscribe(() => store.update((state) => ({ ...state, history: history.get() })))
  form.subscribe(() => {
    if (store.get().config.is !== 'ready') return
    keep()
    const state = form.get()
    if (isOver(store.get().step, state, state.values !== spokenOf)) say(idle)
  })

  function keep(): void {
    if (place === undefined) return
    const sides = undecidedSides(form, store.get().conflicts)
    place.write(sameValues(sides.base, sides.yours) ? undefined : sides)
  }
  function say(step: TuningStep): void {
    spokenOf = form.get().values
    store.update((state) => (state.step === step ? state : { ...state, step }))
  }
  function setConflicts(conflicts: TuningState['conflicts']): void {
    store.update((state) => (state.conflicts === conflicts ? state : { ...state, conflicts }))
    keep()
  }
  function adopt(reply: TuningConfig, sides: DraftSides | undefined): Adopted {
    const adopted = adoptConfig(form, reply, sides)
    const { model_name, runtime: id, etag, live } = reply
    store.update((state) => ({
      ...state,
      config: { is: 'ready', model: model_name, runtime: id, etag, isLive: live },
    }))
    return adopted
  }
  const signal: TuningCore['signal'] = (call) =>
    call.signal === undefined ? closer.signal : AbortSignal.any([closer.signal, call.signal])

  return {
    client,
    address,
    form,
    history,
    store,
    place,
    say,
    fail(deed, error, again) {
      failed = again
      say({ is: 'failed', deed, error })
    },
    retry: (call) => failed(call),
    take(reply, sides) {
      const adopted = adopt(reply, sides)
      setConflicts(carryConflicts(store.get().conflicts, adopted, form))
      return adopted
    },
    takeOwn(reply, sides) {
      const adopted = adopt(reply, sides)
      setConflicts([])
      return adopted
    },
    setConflicts,
    etag() {
      const { config } = store.get()
      return config.is === 'ready' ? config.etag : undefined
    },
    signal,
    readingSignal(call) {
      reading.abort()
      reading = new AbortController()
      return AbortSignal.any([signal(call), reading.signal])
    },
    stopReading: () => reading.abort(),
    close() {
      closer.abort()
      closer = new AbortController()
    },
  }
}

/** Tells whether what was said of an older draft is over. */
function isOver(step: TuningStep, { problems, unplaced }: FormState, isNews: boolean): boolean {
  if (step.is === 'done' || step.is === 'restored') return isNews
  return step.is === 'refused' && problems === 0 && unplaced.length === 0
}
