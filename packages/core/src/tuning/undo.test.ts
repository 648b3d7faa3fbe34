import { expect, test } from 'vitest'

import { llama, tuningBench } from '../testing/tuning-bench.js'

const ann = { by: 'ann' }

test('T08: the last change is taken back by a new one, and undoing again redoes it', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 1 }, ann)
  await tuning.save(llama, { top_k: 2 }, ann)

  expect((await tuning.undo(llama, { by: 'ben' })).resolution['top_k']?.value).toBe(1)
  expect((await tuning.undo(llama, ann)).resolution['top_k']?.value).toBe(2)
  const history = await tuning.history(llama, { limit: 10 })
  expect(history.map(({ by, after }) => [by, after['top_k']])).toEqual([
    ['ann', 2],
    ['ben', 1],
    ['ann', 2],
    ['ann', 1],
  ])
  expect(bench.changes).toHaveLength(4)
})

test('T08: undoing the first change leaves no override', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 1 }, ann)

  expect((await tuning.undo(llama, ann)).resolution['top_k']).toMatchObject({ layer: 'runtime' })
})

test('T08: with nothing saved there is nothing to undo', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await expect(tuning.undo(llama, ann)).rejects.toMatchObject({ code: 'tuning.nothing_to_undo' })
})

test('T08: an undo of an older state is refused', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 1 }, ann)
  await tuning.save(llama, { top_k: 2 }, ann)

  await expect(tuning.undo(llama, { by: 'ann', ifMatch: '1' })).rejects.toMatchObject({
    code: 'tuning.conflict',
    details: { revision: 2, current_values: { top_k: 2 } },
  })
})

test('T08: of two undos at once one is done and one is told, so that no change is undone unseen', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 1 }, ann)
  await tuning.save(llama, { top_k: 2 }, ann)

  const outcomes = await Promise.allSettled([tuning.undo(llama, ann), tuning.undo(llama, ann)])

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await tuning.history(llama, { limit: 10 })).toHaveLength(3)
})
