import { catalogue } from '@venom/core'
import { expect, test } from 'vitest'

import { startTuningServer, type TuningServer, tunedModel } from './tuning-server.fixture.js'
import { applyBlocker, type TuningState, type TuningStore } from './tuning-state.js'
import { createTuningStore } from './tuning-store.js'

function storeOf(server: TuningServer, who = 'ann'): TuningStore {
  return createTuningStore({ client: server.clientOf(who), model: tunedModel, now: server.now })
}

async function loadedStore(server: TuningServer, who?: string): Promise<TuningStore> {
  const tuning = storeOf(server, who)
  await tuning.load()
  return tuning
}

const stepOf = (tuning: TuningStore): TuningState['step'] => tuning.get().step
const blockerOf = (tuning: TuningStore): ReturnType<typeof applyBlocker> =>
  applyBlocker(tuning.get(), tuning.form.get())

test('T11: a model is loaded with its schema, its values and the state they are of', async () => {
  const server = startTuningServer()
  const tuning = storeOf(server)
  expect(tuning.get()).toMatchObject({ model: tunedModel, config: { is: 'loading' }, step: { is: 'idle' } })

  await tuning.load()

  expect(tuning.get().config).toEqual({
    is: 'ready',
    model: tunedModel,
    runtime: 'llama-server',
    etag: expect.stringMatching(/^0-/),
    isLive: true,
  })
  expect(tuning.form.get().fields['temperature']).toMatchObject({ value: 0.8, layer: 'runtime', isSet: false })
  expect(blockerOf(tuning)).toBe('unchanged')
})

test('T11: a first load that fails says why, and can be tried again', async () => {
  const server = startTuningServer()
  const tuning = storeOf(server)
  server.fail('network')

  await tuning.load()
  expect(tuning.get().config).toMatchObject({ is: 'failed', error: { code: 'http.unreachable' } })
  expect(blockerOf(tuning)).toBe('loading')

  server.fail(undefined)
  await tuning.load()
  expect(tuning.get().config.is).toBe('ready')
})

test('T11: a later load that fails keeps what was there', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)
  server.fail('network')

  await tuning.load()
  expect(stepOf(tuning)).toMatchObject({ is: 'failed', deed: 'load' })
  expect(tuning.get().config.is).toBe('ready')
  expect(tuning.form.get().values).toEqual({ temperature: 0.3 })

  server.fail(undefined)
  await tuning.retry()
  expect(stepOf(tuning)).toEqual({ is: 'idle' })
})

test('T11: a runtime that is down still shows what is known, and says so', async () => {
  const server = startTuningServer()
  server.fail('runtime')
  const tuning = createTuningStore({ client: server.clientOf('ann'), model: tunedModel, runtime: 'llama-server' })

  await tuning.load()

  expect(tuning.get().config).toMatchObject({ is: 'ready', isLive: false })
  expect(tuning.form.get().names).toContain('temperature')
})

test('a change whose parameter is gone is dropped and named', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('top_p', 0.5)
  tuning.form.set('temperature', 0.3)
  const { temperature } = catalogue
  server.setSchema({ temperature })

  await tuning.load()

  expect(stepOf(tuning)).toMatchObject({ is: 'merged', deed: 'load', dropped: ['top_p'] })
  expect(tuning.form.get().values).toEqual({ temperature: 0.3 })
})

test('a load that is given up changes nothing, and the next one counts', async () => {
  const server = startTuningServer()
  const tuning = storeOf(server)
  const stop = new AbortController()
  const release = server.hold()

  const first = tuning.load({ signal: stop.signal })
  const second = tuning.load()
  stop.abort()
  await first
  expect(tuning.get().config.is).toBe('loading')
  release()
  await second

  expect(tuning.get().config.is).toBe('ready')
})

test('closing ends what runs, keeps the draft, and the store can be used again', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)
  server.hold()

  const applied = tuning.apply()
  tuning.close()
  await applied

  expect(stepOf(tuning)).toEqual({ is: 'idle' })
  expect(tuning.form.get().changes).toBe(1)
  server.hold()()
  await tuning.apply()
  expect(stepOf(tuning)).toMatchObject({ is: 'done' })
})

test('a refresh keeps away from a number that is half typed, and says nothing of its failure', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  const before = server.calls.length

  tuning.form.type('temperature', '1e-')
  await tuning.refresh()
  expect(server.calls).toHaveLength(before)

  tuning.form.discard()
  server.fail('network')
  await tuning.refresh()
  expect(stepOf(tuning)).toEqual({ is: 'idle' })
})

test('T08, T11: who looks at the history sees the settings of its newest change, also of another client', async () => {
  const server = startTuningServer()
  const [mine, theirs] = [await loadedStore(server), await loadedStore(server, 'ben')]
  mine.form.set('max_tokens', 256)
  await mine.apply()
  await theirs.load()
  await theirs.resetAll()

  await mine.loadHistory()

  expect(mine.get().history.changes[0]).toMatchObject({ by: 'ben', after: {} })
  expect(mine.form.get().fields['max_tokens']?.saved).toBeUndefined()
})
