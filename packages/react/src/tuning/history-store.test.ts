import { createMemoryTuningStorage } from '@venom/core'
import { expect, test } from 'vitest'

import { startTuningServer, tunedModel } from './tuning-server.fixture.js'
import { createTuningStore } from './tuning-store.js'

test('T08: the history tells who changed what and when, newest first', async () => {
  const server = startTuningServer()
  await server.clientOf('ben').save({ model: tunedModel, generation_params: { top_k: 20 } })
  const startMs = server.now()
  server.advance(60_000)
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel, now: server.now })
  await tuning.load()
  tuning.form.set('temperature', 0.3)
  await tuning.apply()

  await tuning.loadHistory()

  expect(tuning.get().history).toEqual({
    is: 'ready',
    hasMore: false,
    error: undefined,
    atMs: startMs + 60_000,
    changes: [
      {
        revision: 2,
        by: 'ann',
        at_ms: startMs + 60_000,
        before: { top_k: 20 },
        after: { top_k: 20, temperature: 0.3 },
      },
      { revision: 1, by: 'ben', at_ms: startMs, before: {}, after: { top_k: 20 } },
    ],
  })
})

test('T08: a long history comes page by page, without a gap or a double', async () => {
  const storage = createMemoryTuningStorage()
  const ref = { runtime: 'llama-server', model: tunedModel }
  for (let top_k = 1; top_k <= 60; top_k++) await storage.commit({ ref, by: 'ann', at_ms: top_k, after: { top_k } })
  const client = startTuningServer({ storage }).clientOf('ann')
  const tuning = createTuningStore({ client, model: tunedModel })

  await tuning.loadHistory()
  expect(tuning.get().history).toMatchObject({ hasMore: true })
  expect(tuning.get().history.changes).toHaveLength(50)
  await tuning.loadMoreHistory()

  expect(tuning.get().history.hasMore).toBe(false)
  expect(tuning.get().history.changes.map(({ revision }) => revision)).toEqual(
    Array.from({ length: 60 }, (_, index) => 60 - index),
  )
})

test('T08: a history that is open follows what is saved', async () => {
  const server = startTuningServer()
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel })
  await tuning.load()
  await tuning.loadHistory()
  const { promise, resolve } = Promise.withResolvers<undefined>()

  tuning.form.set('temperature', 0.3)
  await tuning.apply()
  const stop = tuning.subscribe(() => {
    if (tuning.get().history.is === 'ready') resolve(undefined)
  })
  await promise
  stop()

  expect(tuning.get().history.changes).toHaveLength(1)
})

test('T08: what is brought back stands in the draft until Apply, and can be taken back', async () => {
  const server = startTuningServer()
  const client = server.clientOf('ben')
  await client.save({ model: tunedModel, generation_params: { temperature: 0.3, top_k: 20 } })
  await client.save({ model: tunedModel, generation_params: { temperature: 0.9 } })
  const tuning = createTuningStore({ client, model: tunedModel })
  await tuning.load()
  await tuning.loadHistory()
  const first = tuning.get().history.changes.at(-1)
  if (first === undefined) throw new Error('There is no history.')

  tuning.bringBack(first)

  expect(tuning.get().step).toMatchObject({ is: 'done', deed: 'bring-back', dropped: [] })
  expect(tuning.form.get()).toMatchObject({ values: { temperature: 0.3, top_k: 20 }, saved: { temperature: 0.9 } })

  await tuning.undo()
  expect(tuning.form.get()).toMatchObject({ values: { temperature: 0.9 }, changes: 0 })
})

test('a page that fails keeps those that are there', async () => {
  const server = startTuningServer()
  await server.clientOf('ben').save({ model: tunedModel, generation_params: { top_k: 20 } })
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel })
  await tuning.loadHistory()
  server.fail('network')

  await tuning.loadHistory()

  expect(tuning.get().history).toMatchObject({ is: 'failed', error: { code: 'http.unreachable' } })
  expect(tuning.get().history.changes).toHaveLength(1)
})

test('what failed of a history is asked for again, the newest page or an older one', async () => {
  const server = startTuningServer()
  const ben = server.clientOf('ben')
  await ben.save({ model: tunedModel, generation_params: { top_k: 20 } })
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel })
  await tuning.loadHistory()
  await ben.save({ model: tunedModel, generation_params: { top_k: 30 } })
  server.fail('network')
  await tuning.loadHistory()
  server.fail(undefined)

  await tuning.retryHistory()

  expect(tuning.get().history.changes.map(({ revision }) => revision)).toEqual([2, 1])
})

test('a history that is given up waits as before', async () => {
  const server = startTuningServer()
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel })
  const stop = new AbortController()
  server.hold()

  const loading = tuning.loadHistory({ signal: stop.signal })
  expect(tuning.get().history.is).toBe('loading')
  stop.abort()
  await loading

  expect(tuning.get().history).toMatchObject({ is: 'idle', changes: [], error: undefined })
})
