'use client'
import { useSyncExternalStore } from 'react'

/** The part of a store that a component reads. */
export interface ReadableStore<T> {
  get(): T
  subscribe(listener: () => void): () => void
}

/** Reads a store, and renders again after each of its changes. The store is the truth; the component keeps no copy. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}
