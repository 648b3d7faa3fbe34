import { createStore, type Store } from '@venom/core'
import type { TuningClient } from '@venom/core/client'

import { toVenomError } from './to-venom-error.js'
import type { HistoryState, TuningChange } from './tuning-state.js'

/** The address of a model, as the calls take it. */
export interface TuningAddress {
  readonly model: string
  readonly runtime?: string
}

/** Changes that are asked for at once. */
const pageSize = 50
/** Changes that are kept: more than anybody scrolls through. */
const maxChanges = 1_000

const nothing: HistoryState = { is: 'idle', changes: [], hasMore: false, error: undefined, atMs: 0 }

/** The history of one model, page by page. */
export interface HistoryStore extends Store<HistoryState> {
  /** Loads the newest page, or the one after those that are there. A later call ends an earlier one. */
  readonly load: (from: 'newest' | 'oldest', signal: AbortSignal) => Promise<void>
  /** Loads again what was asked for last; the newest page at first. */
  readonly retry: (signal: AbortSignal) => Promise<void>
}

/** Makes the history of one model, empty at first. */
export function createHistoryStore(
  client: Pick<TuningClient, 'history'>,
  address: TuningAddress,
  now: () => number,
): HistoryStore {
  const store = createStore(nothing)
  let running: AbortController | undefined
  let asked: 'newest' | 'oldest' = 'newest'

  async function load(from: 'newest' | 'oldest', signal: AbortSignal): Promise<void> {
    asked = from
    running?.abort()
    const mine = new AbortController()
    running = mine
    const kept = from === 'newest' ? [] : store.get().changes
    const last = kept.at(-1)
    const page = { limit: pageSize, ...(last === undefined ? {} : { before_revision: last.revision }) }
    store.update((state) => ({ ...state, is: 'loading', error: undefined }))
    try {
      const reply = await client.history({ ...address, ...page }, { signal: AbortSignal.any([mine.signal, signal]) })
      if (running !== mine) return
      store.set(toReady(kept, reply.changes, now()))
    } catch (thrown) {
      if (running !== mine) return
      if (signal.aborted) store.update((state) => ({ ...state, is: state.changes.length === 0 ? 'idle' : 'ready' }))
      else store.update((state) => ({ ...state, is: 'failed', error: toVenomError(thrown) }))
    }
  }

  return { ...store, load, retry: (signal) => load(asked, signal) }
}

function toReady(kept: readonly TuningChange[], page: readonly TuningChange[], atMs: number): HistoryState {
  const changes = [...kept, ...page].slice(0, maxChanges)
  // Revisions count from 1 without gaps, so that the first one says whether there are more.
  const hasMore = page.length > 0 && changes.length < maxChanges && (changes.at(-1)?.revision ?? 1) > 1
  return { is: 'ready', changes, hasMore, error: undefined, atMs }
}
