/** A value that can be watched: one writer, any number of readers. Fits React's `useSyncExternalStore` as it is. */
export interface Store<T> {
  get(): T
  /** Replaces the value. Tells the subscribers only if it is another one, by `Object.is`. @throws what a subscriber threw, last of all. */
  set(value: T): void
  /** Replaces the value by what `change` makes of it. A change that returns what it was given tells nobody. */
  update(change: (value: T) => T): void
  /** Calls `listener` after every change until the function that it returns is called, which can be called twice. */
  subscribe(listener: () => void): () => void
}

/**
 * Makes a store. A subscriber that throws stops neither the change nor the other subscribers; what it threw reaches the
 * writer after all of them were told. One that is removed during a round is not called any more, one that is added waits
 * for the next round.
 */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  // An object for each subscription, so that one function can subscribe twice.
  const subscriptions = new Set<{ readonly listener: () => void }>()

  function notify(): void {
    const failures: unknown[] = []
    for (const subscription of [...subscriptions]) {
      if (!subscriptions.has(subscription)) continue
      try {
        subscription.listener()
      } catch (thrown) {
        failures.push(thrown)
      }
    }
    rethrow(failures)
  }

  function set(next: T): void {
    if (Object.is(next, value)) return
    value = next
    notify()
  }

  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe(listener) {
      const subscription = { listener }
      subscriptions.add(subscription)
      return () => {
        subscriptions.delete(subscription)
      }
    },
  }
}

function rethrow(failures: readonly unknown[]): void {
  if (failures.length === 0) return
  const [only] = failures
  if (failures.length === 1 && only instanceof Error) throw only
  throw new AggregateError(failures, `${failures.length} subscribers of a store failed. The change itself is done.`)
}
