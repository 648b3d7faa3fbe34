import type { ModelRef } from '../models/model-ref.js'
import { throwIfCancelled } from '../runtime/cancelled.js'
import type { SavedOverride, TuningChange, TuningStorage } from './storage.js'

/**
 * Keeps overrides in memory, for tests and for hosts that keep nothing: everything is gone with the process. What every other
 * storage does is measured against it. Its history grows with every save.
 */
export function createMemoryTuningStorage(): TuningStorage {
  const changes = new Map<string, TuningChange[]>()
  return {
    read: async (ref, { signal } = {}) => {
      throwIfCancelled(signal)
      return newest(changes.get(keyOf(ref)))
    },
    commit: async (commit, expectedRevision, { signal } = {}) => {
      throwIfCancelled(signal)
      const key = keyOf(commit.ref)
      const current = newest(changes.get(key))
      if (expectedRevision !== undefined && expectedRevision !== current.revision) return { ok: false, current }
      const change = structuredClone({ ...commit, before: current.values, revision: current.revision + 1 })
      changes.set(key, [...(changes.get(key) ?? []), change])
      return { ok: true, change }
    },
    history: async (ref, { limit, before_revision: end = Infinity }, { signal } = {}) => {
      throwIfCancelled(signal)
      const all = changes.get(keyOf(ref)) ?? []
      return all
        .filter((change) => change.revision < end)
        .toReversed()
        .slice(0, limit)
    },
  }
}

function newest(changes: readonly TuningChange[] | undefined): SavedOverride {
  const last = changes?.at(-1)
  return last === undefined ? { values: {}, revision: 0 } : { values: last.after, revision: last.revision }
}

function keyOf(ref: ModelRef): string {
  // Not `<runtime>/<model>`: both may hold a slash.
  return JSON.stringify([ref.runtime, ref.model])
}
