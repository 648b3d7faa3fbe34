'use client'
import { useSyncExternalStore } from 'react'

/** The part of a store that a component reads. */
export interface ReadableStore<T> {
  get(): T
  /** What a server that keeps nothing rendered into the page, whatever the browser knows by now. Default: what `get` gives. */
  initial?(): T
  subscribe(listener: () => void): () => void
}

/** Reads a store, and renders again after each of its changes. The store is the truth; the component keeps no copy. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, () => hydratedFrom(store))
}

/** What a store shows while a server renders, and while the browser takes over what it rendered. */
export function hydratedFrom<T>({ get, initial = get }: ReadableStore<T>): T {
  return typeof document === 'undefined' ? get() : initial()
}
