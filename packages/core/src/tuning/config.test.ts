import { expect, test } from 'vitest'

import { VenomError } from '../errors/venom-error.js'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { llama, tuningBench } from '../testing/tuning-bench.js'

const unreachable = new VenomError('runtime.unreachable', 'Nothing answers there.')
const ann = { by: 'ann' }

test('T05: every parameter has the value that won, who gave it, and what it beat', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { temperature: 0.3 }, ann)

  const { resolution, revision, live } = await tuning.config(llama, { top_k: 5 })

  expect(resolution['temperature']).toEqual({
    value: 0.3,
    layer: 'override',
    standing: 'set',
    beaten: [
      { layer: 'runtime', standing: 'reported', value: 0.8 },
      { layer: 'family', standing: 'assumed', value: 0.6 },
      { layer: 'built-in', standing: 'assumed', value: 0.7 },
    ],
  })
  expect(resolution['top_k']).toMatchObject({ value: 5, layer: 'request' })
  expect(resolution['top_k']?.beaten.map(({ layer }) => layer)).toEqual(['runtime', 'manifest', 'built-in'])
  expect(resolution['max_tokens']).toMatchObject({ value: 900, layer: 'manifest', standing: 'set' })
  expect({ revision, live }).toEqual({ revision: 1, live: true })
})

test('T05: the schema is the runtime’s, narrowed by the family', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  const { schema } = await tuning.config(llama)

  expect(Object.keys(schema).toSorted()).toEqual(['ignore_eos', 'max_tokens', 'temperature', 'top_k'])
  expect(schema['temperature']).toMatchObject({ min: 0, max: 1 })
  expect(schema['max_tokens']).toMatchObject({ min: -1, max: 131_072 })
})

test('T05: a runtime that does not answer leaves what is known without it', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await tuning.save(llama, { temperature: 0.3 }, ann)
  bench.fail(unreachable)

  const { schema, resolution, live } = await tuning.config(llama)

  expect(live).toBe(false)
  expect(Object.keys(schema)).toEqual(Object.keys(catalogue))
  expect(schema['temperature']).toMatchObject({ max: 1 })
  expect(resolution['temperature']).toMatchObject({ value: 0.3, layer: 'override' })
})

test('an unknown runtime and an unknown model are errors', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  await expect(tuning.config({ runtime: 'none', model: 'pico' })).rejects.toMatchObject({ code: 'runtime.unknown' })
  bench.fail(new VenomError('model.unknown', 'It has no such model.'))
  await expect(tuning.config(llama)).rejects.toMatchObject({ code: 'model.unknown' })
  await expect(tuning.save(llama, {}, ann)).rejects.toMatchObject({ code: 'model.unknown' })
})

test('an abort ends it', async () => {
  await using bench = await tuningBench()
  const { tuning } = bench
  const call = { signal: AbortSignal.abort() }

  await expect(tuning.config(llama, {}, call)).rejects.toMatchObject({ code: 'runtime.cancelled' })
  await expect(tuning.apply(llama, { model: llama.model, messages: [] }, call)).rejects.toMatchObject({
    code: 'runtime.cancelled',
  })
})
