import { createMemoryTuningStorage, type TuningStorage, type Values } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isSame, own } from './merge-values.js'
import { startTuningServer, tunedModel } from './tuning-server.fixture.js'
import { applyBlocker, type TuningStore } from './tuning-state.js'
import { createTuningStore } from './tuning-store.js'

interface Tabs {
  readonly ann: TuningStore
  readonly ben: TuningStore
  readonly saved: () => Promise<Values>
}

/** Two tabs on one model, each with the state in which `start` is saved. */
async function openTabs(start: Values = {}, storage?: TuningStorage): Promise<Tabs> {
  const server = startTuningServer(storage === undefined ? {} : { storage })
  const client = server.clientOf('someone')
  if (Object.keys(start).length > 0) await client.save({ model: tunedModel, generation_params: start })
  const ann = createTuningStore({ client: server.clientOf('ann'), model: tunedModel })
  const ben = createTuningStore({ client: server.clientOf('ben'), model: tunedModel })
  await Promise.all([ann.load(), ben.load()])
  return {
    ann,
    ben,
    async saved() {
      const { sources } = await client.config({ model: tunedModel })
      return Object.fromEntries(
        Object.entries(sources).flatMap(([name, { layer, value }]) => (layer === 'override' ? [[name, value]] : [])),
      )
    },
  }
}

const blockerOf = (tuning: TuningStore): ReturnType<typeof applyBlocker> =>
  applyBlocker(tuning.get(), tuning.form.get())

test('T07: two tabs that change different parameters both win, without a question', async () => {
  const { ann, ben, saved } = await openTabs()
  ann.form.set('temperature', 0.3)
  ben.form.set('top_k', 20)

  await ann.apply()
  await ben.apply()

  expect(await saved()).toEqual({ temperature: 0.3, top_k: 20 })
  expect(ben.get().step).toMatchObject({
    is: 'done',
    undo: { etag: expect.stringMatching(/^2-/) },
    taken: [{ name: 'temperature', before: undefined, after: 0.3 }],
  })
})

test('T11: two tabs that change the same parameter: the later one is asked, and nothing is saved before it decides', async () => {
  const { ann, ben, saved } = await openTabs({ temperature: 0.7 })
  ann.form.set('temperature', 0.9)
  ben.form.set('temperature', 0.3)
  await ann.apply()

  await ben.apply()

  expect(ben.get().conflicts).toEqual([{ name: 'temperature', base: 0.7, yours: 0.3, theirs: 0.9, keepsYours: false }])
  expect(ben.form.get()).toMatchObject({ values: { temperature: 0.3 }, saved: { temperature: 0.9 } })
  expect(blockerOf(ben)).toBe('conflict')
  await ben.apply()
  expect(await saved()).toEqual({ temperature: 0.9 })

  ben.decide('temperature', 'yours')
  await ben.apply()

  expect(await saved()).toEqual({ temperature: 0.3 })
  expect(ben.get()).toMatchObject({ conflicts: [], step: { is: 'done', deed: 'apply' } })
})

test('T11: … and the other way round, keeping theirs', async () => {
  const { ann, ben, saved } = await openTabs({ temperature: 0.7 })
  ann.form.set('temperature', 0.9)
  ann.form.set('top_k', 10)
  ben.form.set('temperature', 0.3)
  await ben.apply()

  await ann.apply()
  ann.decide('temperature', 'theirs')
  await ann.apply()

  expect(await saved()).toEqual({ temperature: 0.3, top_k: 10 })
})

test('T11: a tab that comes back to the front sees the conflict before Apply, and can change its mind', async () => {
  const { ann, ben } = await openTabs()
  ben.form.set('temperature', 0.3)
  ann.form.set('temperature', 0.9)
  await ann.apply()

  await ben.refresh()
  ben.decide('temperature', 'theirs')
  ben.decide('temperature', 'yours')

  expect(ben.form.get().values).toEqual({ temperature: 0.3 })
  expect(blockerOf(ben)).toBeUndefined()
})

test('T11: a conflict that is not decided stays one over further loads', async () => {
  const { ann, ben } = await openTabs()
  ben.form.set('temperature', 0.3)
  ann.form.set('temperature', 0.9)
  await ann.apply()
  await ben.load()

  ann.form.set('top_k', 20)
  await ann.apply()
  await ben.load()

  expect(ben.get().conflicts).toMatchObject([{ name: 'temperature', yours: 0.3, theirs: 0.9 }])
  expect(blockerOf(ben)).toBe('conflict')
})

test('T11: a third value set in the form decides a conflict as well', async () => {
  const { ann, ben, saved } = await openTabs()
  ben.form.set('temperature', 0.3)
  ann.form.set('temperature', 0.9)
  await ann.apply()
  await ben.apply()

  ben.form.set('temperature', 0.6)
  await ben.apply()

  expect(await saved()).toEqual({ temperature: 0.6 })
})

test('T11: a reset that was meant for another state is not done, and the other state is shown', async () => {
  const { ann, ben, saved } = await openTabs({ temperature: 0.7 })
  ann.form.set('top_k', 20)
  await ann.apply()

  await ben.resetAll()

  expect(await saved()).toEqual({ temperature: 0.7, top_k: 20 })
  expect(ben.get().step).toMatchObject({ is: 'merged', deed: 'reset', taken: [{ name: 'top_k', after: 20 }] })
})

test('T11: an undo never takes back what somebody else did', async () => {
  const { ann, ben, saved } = await openTabs()
  ann.form.set('temperature', 0.3)
  await ann.apply()
  await ben.load()
  ben.form.set('top_k', 20)
  await ben.apply()

  await ann.undo()

  expect(await saved()).toEqual({ temperature: 0.3, top_k: 20 })
  expect(ann.get().step).toMatchObject({ is: 'merged', deed: 'undo' })
})

test('T07: a tab that was open while the database was restored takes over what was saved since', async () => {
  let database = createMemoryTuningStorage()
  const { ann, ben, saved } = await openTabs(
    { temperature: 0.7 },
    {
      read: (ref) => database.read(ref),
      commit: (change, expectedRevision) => database.commit(change, expectedRevision),
      history: (ref, page) => database.history(ref, page),
    },
  )
  ann.form.set('top_p', 0.5)
  database = createMemoryTuningStorage()
  await ben.resetAll()
  ben.form.set('top_k', 20)
  await ben.apply()

  await ann.apply()

  expect(await saved()).toEqual({ top_p: 0.5, top_k: 20 })
})

// One tab's edits: a value for some names, or none any more.
const edits = fc.dictionary(
  fc.constantFrom('temperature', 'top_p', 'top_k', 'max_tokens'),
  fc.option(fc.constantFrom(0, 1)),
)
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  temperature: [0.3, 0.9],
  top_p: [0.2, 0.4],
  top_k: [10, 20],
  max_tokens: [200, 400],
}

function edit(tuning: TuningStore, changes: Readonly<Record<string, 0 | 1 | null>>): void {
  for (const [name, choice] of Object.entries(changes)) {
    const value = choice === null ? undefined : ranges[name]?.[choice]
    if (value === undefined) tuning.form.reset([name])
    else tuning.form.set(name, value)
  }
}

test('T07: whatever two tabs do at once, every change is saved or shown as a conflict', async () => {
  await fc.assert(
    fc.asyncProperty(edits, edits, async (first, second) => {
      const start: Values = { temperature: 0.7, top_p: 0.5 }
      const { ann, ben, saved } = await openTabs(start)
      edit(ann, first)
      edit(ben, second)
      const wanted = [ann.form.get().values, ben.form.get().values]

      await ann.apply()
      await ben.apply()

      const asked = new Set(ben.get().conflicts.map(({ name }) => name))
      // Nothing is saved while there is something to decide: then it stands in the draft.
      const result = asked.size === 0 ? await saved() : ben.form.get().values
      const lost = Object.keys(ranges).filter((name) => {
        const changed = wanted.map((values) => own(values, name)).filter((value) => !isSame(value, own(start, name)))
        return !asked.has(name) && changed.some((value) => !isSame(value, own(result, name)))
      })
      expect(lost).toEqual([])
    }),
    { numRuns: 60 },
  )
})
