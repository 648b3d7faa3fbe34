import { expect, test } from 'vitest'

import { VenomError } from '../errors/venom-error.js'
import { manifestSource } from '../models/manifest-source.js'
import { parseManifest } from '../models/manifest.js'
import { llama, tuningBench } from '../testing/tuning-bench.js'

const unreachable = new VenomError('runtime.unreachable', 'Nothing answers there.')
const ann = { by: 'ann' }

test('T06: everything that is wrong is told at once, and nothing is saved', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 7 }, ann)
  const bad = { temperature: 1.5, top_k: 1.9, max_tokens: '1', temprature: 1, mirostat: 1, ignore_eos: Number.NaN }

  const saving = tuning.save(llama, { ...bad }, ann)

  const issues = await saving.then(
    () => [],
    (thrown: unknown) => (VenomError.is(thrown, 'tuning.invalid_values') ? thrown.details['issues'] : []),
  )
  expect(issues).toEqual([
    expect.objectContaining({ path: 'temperature', code: 'parameter.max', limit: 1 }),
    expect.objectContaining({ path: 'top_k', code: 'parameter.type' }),
    expect.objectContaining({ path: 'max_tokens', code: 'parameter.type' }),
    expect.objectContaining({ path: 'temprature', code: 'parameter.unknown' }),
    expect.objectContaining({ path: 'mirostat', code: 'parameter.unsupported' }),
    expect.objectContaining({ path: 'ignore_eos', code: 'parameter.type' }),
  ])
  expect(await tuning.history(llama, { limit: 10 })).toHaveLength(1)
  expect((await tuning.config(llama)).resolution['top_k']?.value).toBe(7)
})

test('T06: a value beyond the catalogue is saved where the runtime allows it', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  const { resolution } = await tuning.save(llama, { max_tokens: 8 }, ann)

  expect(resolution['max_tokens']).toMatchObject({ value: 8, layer: 'override' })
})

test('T06: a rule that breaks only together with the manifest is refused', async () => {
  await using bench = await tuningBench()
  const endless = parseManifest({ models: [{ name: '*', generation_params: { ignore_eos: true } }] })
  const other = await bench.reopen([bench.runtime], [manifestSource(endless)])

  await expect(other.save(llama, { max_tokens: -1 }, ann)).rejects.toMatchObject({
    details: { issues: [{ path: 'ignore_eos', code: 'parameter.rule' }] },
  })
})

test('T07: an override replaces the whole one before it and survives a restart', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { temperature: 0.2 }, ann)
  await tuning.save(llama, { top_k: 3 }, ann)

  const later = await bench.reopen()
  const { resolution, revision } = await later.config(llama)

  expect(resolution['top_k']).toMatchObject({ value: 3, layer: 'override' })
  expect(resolution['temperature']).toMatchObject({ layer: 'runtime' })
  expect(revision).toBe(2)
})

test('T07: an override belongs to one runtime and one model', async () => {
  await using bench = await tuningBench()
  const both = await bench.reopen([bench.runtime, { ...bench.runtime, id: 'second' }], [])
  await both.save(llama, { top_k: 3 }, ann)

  expect((await both.config({ ...llama, runtime: 'second' })).revision).toBe(0)
  expect((await both.config({ ...llama, model: 'other' })).revision).toBe(0)
})

test('T07: an empty save removes the override', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { temperature: 0.2 }, ann)

  const { resolution, revision } = await tuning.save(llama, {}, ann)

  expect(resolution['temperature']).toMatchObject({ layer: 'runtime' })
  expect(revision).toBe(2)
})

test('T07: a save on an older state is refused with the current one, and loses nothing', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 1 }, { by: 'ann', ifMatch: '0' })

  const late = tuning.save(llama, { top_k: 2 }, { by: 'ben', ifMatch: '0' })

  await expect(late).rejects.toMatchObject({
    code: 'tuning.conflict',
    details: { revision: 1, current_values: { top_k: 1 } },
  })
})

test('T07: of two saves at once on one state one wins and one is told', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  const saves = [1, 2].map((top_k) => tuning.save(llama, { top_k }, { by: 'ann', ifMatch: '0' }))

  const outcomes = await Promise.allSettled(saves)

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await tuning.history(llama, { limit: 10 })).toHaveLength(1)
})

test('T08: each change tells who, when, runtime, model, old and new, and is counted once', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 1 }, ann)
  bench.clock.advance(1_000)
  await tuning.save(llama, { top_k: 2 }, { by: 'ben' })

  const history = await tuning.history(llama, { limit: 10 })

  expect(history[0]).toEqual({
    ref: llama,
    by: 'ben',
    at_ms: bench.clock.now(),
    before: { top_k: 1 },
    after: { top_k: 2 },
    revision: 2,
  })
  expect(bench.changes).toEqual(history.toReversed())
})

test('T08: a save that changes nothing is no change', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { top_k: 1 }, ann)

  const { revision } = await tuning.save(llama, { top_k: 1 }, ann)

  expect(revision).toBe(1)
  expect(bench.changes).toHaveLength(1)
  await expect(tuning.save(llama, { top_k: 1 }, { by: 'ann', ifMatch: '0' })).rejects.toMatchObject({
    code: 'tuning.conflict',
  })
})

test('T07: a runtime that does not answer does not keep anybody from saving', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  bench.fail(unreachable)

  const { resolution } = await tuning.save(llama, { top_p: 0.5 }, ann)

  expect(resolution['top_p']).toMatchObject({ value: 0.5, layer: 'override' })
})

test('T07: a save on a state from before the database was restored is refused, though the revision is counted to again', async () => {
  await using bench = await tuningBench()
  await using restored = await tuningBench()
  for (const { tuning } of [bench, restored]) await tuning.save(llama, { top_k: 1 }, ann)
  const { revision, etag } = await bench.tuning.save(llama, { top_k: 2 }, ann)
  const theirs = await restored.tuning.save(llama, { temperature: 0.2 }, { by: 'ben' })

  const late = restored.tuning.save(llama, { top_k: 3 }, { by: 'ann', ifMatch: etag })

  expect(theirs.revision).toBe(revision)
  await expect(late).rejects.toMatchObject({ code: 'tuning.conflict', details: { etag: theirs.etag } })
  await expect(restored.tuning.undo(llama, { by: 'ann', ifMatch: etag })).rejects.toMatchObject({
    code: 'tuning.conflict',
  })
  expect((await restored.tuning.save(llama, { top_k: 3 }, { by: 'ann', ifMatch: theirs.etag })).revision).toBe(3)
})
