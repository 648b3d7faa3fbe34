import { createDirectory, createMemoryTuningStorage, createTuning } from '@venom/core'
import { expect, test } from 'vitest'

import { nothingLoaded, recorded, serve } from '../__fixtures__/served-ollama.js'
import { ollama } from './ollama.js'

test('T09: a Modelfile’s parameters are reported under our names, as far as this version honours them', async () => {
  const { runtime: newest } = await serve('0.34.4', nothingLoaded)
  const { runtime: older } = await serve('0.24.0', nothingLoaded)
  const reported = {
    temperature: 0.3,
    top_k: 7,
    repeat_penalty: 1.3,
    context_length: 512,
    stop: ['a"b\\', '\n\n', '🦊', '\u0000x', '`'],
  }

  expect((await newest.parameters('tuned')).reported).toEqual(reported)
  expect((await older.parameters('tuned')).reported).toEqual({ ...reported, typical_p: 0.9 })
})

test('T09: a Modelfile’s number is reported as the server takes it', async () => {
  const show = recorded('0.34.4', 'show-tuned.json').toString()
  const { runtime } = await serve('0.34.4', (path, reply, ...rest) => {
    if (path !== '/api/show') return nothingLoaded(path, reply, ...rest)
    reply.end(
      show.replace(/"parameters":"/, String.raw`"parameters":"top_p 5\nmin_p -1\nseed 1.5\nrepeat_last_n 2.9\n`),
    )
    return true
  })

  expect((await runtime.parameters('tuned')).reported).toMatchObject({ top_p: 1, min_p: 0, seed: 1, repeat_last_n: 2 })
})

test('T09: the window of a model ends where its training did, and a version offers what it honours', async () => {
  const { runtime: newest } = await serve('0.34.4')
  const { runtime: older } = await serve('0.24.0')

  const { schema } = await newest.parameters('pico')
  const { schema: old } = await older.parameters('pico')

  expect(schema['context_length']).toMatchObject({ min: 256, max: 1_024, default: 1_024 })
  expect(old['context_length']).toMatchObject({ min: 4, max: 1_024 })
  expect(schema).not.toHaveProperty('typical_p')
  expect(old).toHaveProperty('typical_p')
  expect(schema['max_tokens']).toMatchObject({ min: 1 })
})

test('T09: while the server is away its own limits hold, not the usual ranges', async () => {
  const runtime = ollama({ url: 'http://127.0.0.1:1' })
  const tuning = createTuning({
    directory: createDirectory([runtime]),
    storage: createMemoryTuningStorage(),
    sources: [],
  })
  const ref = { runtime: runtime.id, model: 'pico:latest' }

  const config = await tuning.save(ref, { max_tokens: 5, context_length: 2_048 }, { by: 'ann' })

  expect(config).toMatchObject({ live: false, resolution: { max_tokens: { value: 5, layer: 'override' } } })
  await expect(tuning.save(ref, { max_tokens: 0 }, { by: 'ann' })).rejects.toMatchObject({
    code: 'tuning.invalid_values',
  })
})
