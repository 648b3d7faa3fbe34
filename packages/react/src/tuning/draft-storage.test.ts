import { catalogue } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { draftPlace, type DraftStorage, usableValues } from './draft-storage.js'
import { startTuningServer, type TuningServer, tunedModel } from './tuning-server.fixture.js'
import type { TuningStore } from './tuning-state.js'
import { createTuningStore } from './tuning-store.js'

const key = `venom.tuning.draft:[null,"${tunedModel}"]`

interface MapStorage extends DraftStorage {
  readonly kept: Map<string, string>
}

function mapStorage(text?: string): MapStorage {
  const kept = new Map(text === undefined ? [] : [[key, text]])
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  }
}

/** The page, loaded anew. */
async function openPage(server: TuningServer, storage: DraftStorage): Promise<TuningStore> {
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel, storage })
  await tuning.load()
  return tuning
}

test('T11: a draft survives a reload, and is marked as not applied', async () => {
  const [server, storage] = [startTuningServer(), mapStorage()]
  const before = await openPage(server, storage)
  before.form.set('temperature', 0.3)
  before.form.set('top_k', 999)

  const after = await openPage(server, storage)

  expect(after.get().step).toEqual({ is: 'restored', taken: [], dropped: [] })
  expect(after.form.get()).toMatchObject({ values: { temperature: 0.3, top_k: 999 }, saved: {}, changes: 2 })
})

test('T11: what was applied or discarded is no draft any more', async () => {
  const [server, storage] = [startTuningServer(), mapStorage()]
  const tuning = await openPage(server, storage)
  tuning.form.set('temperature', 0.3)
  expect(storage.kept.size).toBe(1)
  await tuning.apply()
  expect(storage.kept.size).toBe(0)

  tuning.form.set('top_k', 20)
  tuning.discard()

  expect(storage.kept.size).toBe(0)
  expect((await openPage(server, storage)).get().step).toEqual({ is: 'idle' })
})

test('T11: what somebody else saved during the reload is merged with the draft', async () => {
  const [server, storage] = [startTuningServer(), mapStorage()]
  const before = await openPage(server, storage)
  before.form.set('temperature', 0.3)
  await server.clientOf('ben').save({ model: tunedModel, generation_params: { temperature: 0.9, top_k: 20 } })

  const after = await openPage(server, storage)

  expect(after.get().conflicts).toMatchObject([{ name: 'temperature', yours: 0.3, theirs: 0.9 }])
  expect(after.form.get().values).toEqual({ temperature: 0.3, top_k: 20 })
})

test('T11: a conflict that nobody decided is asked again after a reload', async () => {
  const [server, storage] = [startTuningServer(), mapStorage()]
  const before = await openPage(server, storage)
  before.form.set('temperature', 0.3)
  await server.clientOf('ben').save({ model: tunedModel, generation_params: { temperature: 0.9 } })
  await before.apply()

  const asked = await openPage(server, storage)
  expect(asked.get().conflicts).toHaveLength(1)
  asked.decide('temperature', 'yours')

  expect((await openPage(server, storage)).get()).toMatchObject({ conflicts: [], step: { is: 'restored' } })
})

test('a half-typed number is not kept, and takes nothing of the draft with it', async () => {
  const [server, storage] = [startTuningServer(), mapStorage()]
  const before = await openPage(server, storage)
  before.form.set('temperature', 0.3)
  before.form.type('temperature', '0.3e')

  expect((await openPage(server, storage)).form.get().values).toEqual({ temperature: 0.3 })
})

test('what is kept of parameters that are gone, or of another type, is dropped and named', async () => {
  const kept = { base: {}, yours: { temperature: 'hot', gone: 1, top_k: 20 } }

  const tuning = await openPage(startTuningServer(), mapStorage(JSON.stringify(kept)))

  expect(tuning.get().step).toEqual({ is: 'restored', taken: [], dropped: ['temperature', 'gone'] })
  expect(tuning.form.get().values).toEqual({ top_k: 20 })
})

test('whatever stands in the storage, the form loads', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc
          .record({
            base: fc.jsonValue(),
            yours: fc.dictionary(fc.constantFrom('temperature', 'top_k'), fc.jsonValue()),
          })
          .map((json) => JSON.stringify(json)),
      ),
      async (text) => {
        const tuning = await openPage(startTuningServer(), mapStorage(text))

        expect(tuning.get().config.is).toBe('ready')
      },
    ),
    { numRuns: 60 },
  )
})

test('a storage that is full or forbidden stops nothing', async () => {
  const refuse = (): never => {
    throw new DOMException('Full.', 'QuotaExceededError')
  }
  const tuning = await openPage(startTuningServer(), { getItem: refuse, setItem: refuse, removeItem: refuse })

  tuning.form.set('temperature', 0.3)
  await tuning.apply()

  expect(tuning.get().step.is).toBe('done')
})

test('a draft that is too long to keep takes an older one away, so that nothing stale comes back', () => {
  const storage = mapStorage()
  const place = draftPlace(storage, tunedModel, undefined)
  place.write({ base: {}, yours: { stop: ['END'] } })
  expect(place.read()).toEqual({ base: {}, yours: { stop: ['END'] } })

  place.write({ base: {}, yours: { stop: ['x'.repeat(70_000)] } })

  expect(place.read()).toBeUndefined()
})

test('a value that is out of range is usable, one of another type is not', () => {
  const { temperature, top_k } = catalogue

  expect(usableValues({ temperature, top_k }, { temperature: 9, top_k: 1.5, constructor: 1 })).toEqual({
    temperature: 9,
  })
})
