import { type CallOptions, createStore, VenomError } from '@venom/core'
import type { RuntimesClient } from '@venom/runtimes/client'

import { fromStart } from '../from-start.js'
import type { ReadableStore } from '../use-store.js'
import { pollWhileVisible } from './poll.js'

/** What a catalogue needs of the server. */
export type CatalogueCalls = Pick<RuntimesClient, 'runtimes' | 'models'>

/** A runtime and whether it can answer now. */
export type RuntimeEntry = Awaited<ReturnType<RuntimesClient['runtimes']>>['runtimes'][number]

type Listing = Awaited<ReturnType<RuntimesClient['models']>>

/** A model, where it is, and the one string that names it. */
export type ModelEntry = Listing['models'][number]

/** A runtime that could not be asked for its models, and why. */
export type ModelProblem = Listing['problems'][number]

/** What is there. The same object until something of it changes. */
export interface CatalogueState {
  /** `failed`: the last reading failed; the lists are those of the last good one, or empty. */
  readonly state: 'loading' | 'ready' | 'failed'
  readonly runtimes: readonly RuntimeEntry[]
  readonly models: readonly ModelEntry[]
  readonly problems: readonly ModelProblem[]
  /** Why the last reading failed. */
  readonly error?: VenomError
}

/** Runtimes and models, kept up to date while somebody looks. */
export interface ModelCatalogue extends ReadableStore<CatalogueState> {
  /** Reads once more, at once. Never throws: a failure is in the state. An abort leaves the state as it is. */
  refresh(options?: CallOptions): Promise<void>
}

/** How a catalogue reads. */
export interface CatalogueOptions {
  /** From the end of a reading to the next, in milliseconds; after a failure 2,000 at most. Default: 10,000. */
  readonly everyMs?: number
}

const retryMs = 2_000
// A server asks its runtimes for at most 5 s; whoever takes three times that is gone.
const patienceMs = 15_000

/** Makes a catalogue. It reads while it has a subscriber and the page can be seen, and asks nothing before. */
export function createModelCatalogue(
  client: CatalogueCalls,
  { everyMs = 10_000 }: CatalogueOptions = {},
): ModelCatalogue {
  const store = createStore<CatalogueState>({ state: 'loading', runtimes: [], models: [], problems: [] })
  let begun = 0
  let shown = 0
  let subscribers = 0
  let stop: (() => void) | undefined

  async function refresh({ signal }: CallOptions = {}): Promise<void> {
    const turn = (begun += 1)
    const next = await read(client, signal)
    // An older reading that comes late knows less than what is shown.
    if (next === undefined || turn < shown) return
    shown = turn
    store.update((state) => ('error' in next ? toFailed(state, next.error) : keepSame(state, next)))
  }

  return {
    ...fromStart(store),
    refresh,
    subscribe(listener) {
      const leave = store.subscribe(listener)
      const interval = (): number => (store.get().state === 'failed' ? Math.min(everyMs, retryMs) : everyMs)
      if (subscribers === 0) stop = pollWhileVisible((signal) => refresh({ signal }), interval)
      subscribers += 1
      let isLeft = false
      return () => {
        if (isLeft) return
        isLeft = true
        leave()
        subscribers -= 1
        if (subscribers === 0) stop?.()
      }
    },
  }
}

type Reading = Omit<CatalogueState, 'error'> | { readonly error: VenomError }

async function read(client: CatalogueCalls, signal: AbortSignal | undefined): Promise<Reading | undefined> {
  const deadline = AbortSignal.timeout(patienceMs)
  const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
  try {
    const [{ runtimes }, { models, problems }] = await Promise.all([
      client.runtimes({}, { signal: either }),
      client.models({}, { signal: either }),
    ])
    return { state: 'ready', runtimes, models, problems }
  } catch (thrown) {
    if (signal?.aborted === true) return undefined
    if (deadline.aborted) {
      const message = `The server did not answer within ${patienceMs / 1_000} s. Check that it runs.`
      return { error: new VenomError('http.unreachable', message, { cause: thrown }) }
    }
    if (VenomError.is(thrown)) return { error: thrown }
    return { error: new VenomError('server.internal', 'The models could not be read.', { cause: thrown }) }
  }
}

function toFailed(state: CatalogueState, error: VenomError): CatalogueState {
  const isSame = state.state === 'failed' && state.error?.code === error.code && state.error.message === error.message
  return isSame ? state : { ...state, state: 'failed', error }
}

/** A reading that says nothing new is not one: nobody renders again for it. */
function keepSame(state: CatalogueState, next: CatalogueState): CatalogueState {
  return JSON.stringify(state) === JSON.stringify(next) ? state : next
}
