import assert from 'node:assert/strict'

import type { ModelRef } from '../models/model-ref.js'
import type { Values } from '../parameters/value.js'
import type { TuningCommit, TuningStorage } from '../tuning/storage.js'

/** One thing that every tuning storage does. `run` rejects when it does not; `open` gives an empty storage. */
export interface TuningStorageCase {
  readonly title: string
  run(open: () => Promise<TuningStorage>): Promise<void>
}

/** What makes a tuning storage, for ours and for a stranger's. They need no test framework. */
export const tuningStorageCases: readonly TuningStorageCase[] = [
  {
    title: 'a model that was never saved has revision 0, no values and no history',
    run: async (open) => {
      const storage = await open()

      assert.deepEqual(await storage.read(pico), { values: {}, revision: 0 })
      assert.deepEqual(await storage.history(pico, { limit: 10 }), [])
    },
  },
  {
    title: 'a commit is read back with values of every type',
    run: async (open) => {
      const storage = await open()
      const values = {
        temperature: 0.7,
        top_k: 40,
        ignore_eos: true,
        mirostat: 'v2',
        stop: ['\n', '</s>', ''],
        ü: 1e-7,
      }

      const result = await storage.commit(commit(values))

      assert.deepEqual(result, { ok: true, change: { ...commit(values), before: {}, revision: 1 } })
      assert.deepEqual(await storage.read(pico), { values, revision: 1 })
    },
  },
  {
    title: 'a change keeps what it replaced, and history lists the newest first',
    run: async (open) => {
      const storage = await open()
      await storage.commit(commit({ top_k: 1 }))
      await storage.commit({ ...commit({ top_k: 2 }), by: 'ben', at_ms: 9 })

      const history = await storage.history(pico, { limit: 10 })

      assert.deepEqual(history, [
        { ref: pico, by: 'ben', at_ms: 9, before: { top_k: 1 }, after: { top_k: 2 }, revision: 2 },
        { ref: pico, by: 'ann', at_ms: 1, before: {}, after: { top_k: 1 }, revision: 1 },
      ])
    },
  },
  {
    title: 'a commit on a revision that is no longer current changes nothing and tells the current state',
    run: async (open) => {
      const storage = await open()
      await storage.commit(commit({ top_k: 1 }), 0)
      await storage.commit(commit({ top_k: 2 }), 1)

      const late = await storage.commit(commit({ top_k: 3 }), 1)

      assert.deepEqual(late, { ok: false, current: { values: { top_k: 2 }, revision: 2 } })
      assert.equal((await storage.history(pico, { limit: 10 })).length, 2)
    },
  },
  {
    title: 'without an expected revision the last writer wins',
    run: async (open) => {
      const storage = await open()
      await storage.commit(commit({ top_k: 1 }))

      await storage.commit(commit({ top_p: 0.5 }))

      assert.deepEqual(await storage.read(pico), { values: { top_p: 0.5 }, revision: 2 })
    },
  },
  {
    title: 'an empty set removes the override and keeps its history',
    run: async (open) => {
      const storage = await open()
      await storage.commit(commit({ top_k: 1 }))

      await storage.commit(commit({}))

      assert.deepEqual(await storage.read(pico), { values: {}, revision: 2 })
      assert.deepEqual((await storage.history(pico, { limit: 10 }))[0]?.before, { top_k: 1 })
    },
  },
  {
    title: 'runtimes and models are kept apart, also where their joined names are alike',
    run: async (open) => {
      const storage = await open()
      const one: ModelRef = { runtime: 'a', model: 'b/c:latest' }
      const two: ModelRef = { runtime: 'a/b', model: 'c:latest' }
      await storage.commit({ ...commit({ top_k: 1 }), ref: one })
      await storage.commit({ ...commit({ top_k: 2 }), ref: two })

      assert.deepEqual(await storage.read(one), { values: { top_k: 1 }, revision: 1 })
      assert.deepEqual(await storage.read(two), { values: { top_k: 2 }, revision: 1 })
    },
  },
  {
    title: 'history is read in pages',
    run: async (open) => {
      const storage = await open()
      await commitAll(storage, 5)

      const first = await storage.history(pico, { limit: 2 })
      const second = await storage.history(pico, { limit: 2, before_revision: 4 })
      const none = await storage.history(pico, { limit: 2, before_revision: 1 })

      assert.deepEqual(revisions(first), [5, 4])
      assert.deepEqual(revisions(second), [3, 2])
      assert.deepEqual(none, [])
    },
  },
  {
    title: 'many writers at once lose nothing',
    run: async (open) => {
      const storage = await open()

      await Promise.all(Array.from({ length: 40 }, (_, index) => storage.commit(commit({ top_k: index }))))

      const history = (await storage.history(pico, { limit: 100 })).toReversed()
      assert.deepEqual(
        revisions(history),
        Array.from({ length: 40 }, (_, index) => index + 1),
      )
      assert.equal(new Set(history.map((change) => change.after['top_k'])).size, 40)
      assert.deepEqual(
        history.slice(1).map((change) => change.before),
        history.slice(0, -1).map((change) => change.after),
      )
    },
  },
  {
    title: 'of many writers on one revision exactly one wins',
    run: async (open) => {
      const storage = await open()

      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => storage.commit(commit({ top_k: index }), 0)),
      )

      assert.equal(results.filter((result) => result.ok).length, 1)
      assert.equal((await storage.read(pico)).revision, 1)
    },
  },
  {
    title: 'a call whose signal aborted is `runtime.cancelled`, and a commit leaves nothing',
    run: async (open) => {
      const storage = await open()
      await storage.commit(commit({ top_k: 1 }))
      const call = { signal: AbortSignal.abort() }

      await assert.rejects(storage.read(pico, call), { code: 'runtime.cancelled' })
      await assert.rejects(storage.history(pico, { limit: 10 }, call), { code: 'runtime.cancelled' })
      await assert.rejects(storage.commit(commit({ top_k: 2 }), undefined, call), { code: 'runtime.cancelled' })

      assert.deepEqual(await storage.read(pico), { values: { top_k: 1 }, revision: 1 })
    },
  },
  {
    title: 'values that the caller changes afterwards stay as they were committed',
    run: async (open) => {
      const storage = await open()
      const stop = ['a']
      await storage.commit(commit({ stop }))

      stop.push('b')

      assert.deepEqual((await storage.read(pico)).values, { stop: ['a'] })
    },
  },
]

const pico: ModelRef = { runtime: 'local', model: 'org/pico:1b' }

function commit(after: Values): TuningCommit {
  return { ref: pico, by: 'ann', at_ms: 1, after }
}

async function commitAll(storage: TuningStorage, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) await storage.commit(commit({ top_k: index }))
}

function revisions(changes: readonly { readonly revision: number }[]): readonly number[] {
  return changes.map((change) => change.revision)
}
