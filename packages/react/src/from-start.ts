import type { ReadableStore } from './use-store.js'

/** The reading side of a store that begins now: what a page shows that was rendered elsewhere, before anything was loaded. */
export function fromStart<T>({ get, subscribe }: ReadableStore<T>): Required<ReadableStore<T>> {
  const first = get()
  return { get, subscribe, initial: () => first }
}
