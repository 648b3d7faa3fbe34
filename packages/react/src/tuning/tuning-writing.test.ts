import { catalogue, manifestSource, parseManifest } from '@venom/core'
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

test('T11: Apply saves the draft, and Undo takes exactly that change back', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)

  tuning.form.set('temperature', 0.3)
  await tuning.apply()

  expect(stepOf(tuning)).toEqual({
    is: 'done',
    deed: 'apply',
    undo: { etag: expect.stringMatching(/^1-/) },
    taken: [],
    dropped: [],
  })
  expect(tuning.form.get()).toMatchObject({ changes: 0, saved: { temperature: 0.3 } })
  expect((await server.clientOf('x').config({ model: tunedModel })).current_values['temperature']).toBe(0.3)

  await tuning.undo()

  expect(stepOf(tuning)).toMatchObject({ is: 'done', deed: 'undo', undo: { etag: expect.stringMatching(/^2-/) } })
  expect(tuning.form.get()).toMatchObject({ changes: 0, saved: {} })

  await tuning.undo()

  expect(tuning.form.get().saved).toEqual({ temperature: 0.3 })
})

test('T11: Undo is no more offered once the draft goes on', async () => {
  const tuning = await loadedStore(startTuningServer())
  tuning.form.set('temperature', 0.3)
  await tuning.apply()

  tuning.form.set('top_k', 20)

  expect(stepOf(tuning)).toEqual({ is: 'idle' })
})

test('T11: the whole set is saved, so that an untouched value stays', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)
  await tuning.apply()
  tuning.form.set('top_k', 20)
  await tuning.apply()

  expect(tuning.form.get().saved).toEqual({ temperature: 0.3, top_k: 20 })
})

test('T11: applying twice at once sends one request', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)

  const first = tuning.apply()
  expect(stepOf(tuning)).toEqual({ is: 'running', deed: 'apply' })
  expect(blockerOf(tuning)).toBe('running')
  await Promise.all([first, tuning.apply(), tuning.apply()])

  expect(server.calls.filter((call) => call.startsWith('PUT'))).toHaveLength(1)
})

test('T10: nothing is sent while a number is half typed or a value is out of range', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)

  tuning.form.type('temperature', '0.')
  tuning.form.type('temperature', '1e-')
  await tuning.apply()
  expect(blockerOf(tuning)).toBe('problems')

  tuning.form.type('temperature', '9')
  await tuning.apply()
  expect(blockerOf(tuning)).toBe('problems')

  expect(server.calls.filter((call) => call.startsWith('PUT'))).toEqual([])
})

test('T10: a good number is taken although the focus is still in its field', async () => {
  const tuning = await loadedStore(startTuningServer())

  tuning.form.type('temperature', '0,7', 'pl')
  await tuning.apply()

  expect(tuning.form.get().saved).toEqual({ temperature: 0.7 })
  expect(tuning.form.get().fields['temperature']?.text).toBeUndefined()
})

test('T11: a bad value sent past the form comes back to its field in the words of the server', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  // The runtime was started anew with a narrower range, and one parameter less.
  const { temperature, top_k } = catalogue
  server.setSchema({ temperature: { ...temperature, max: 1 }, top_k })

  tuning.form.set('temperature', 1.5)
  tuning.form.set('top_p', 0.5)
  await tuning.apply()

  const { fields, problems } = tuning.form.get()
  expect(stepOf(tuning)).toMatchObject({ is: 'refused', issues: [{ path: 'temperature' }, { path: 'top_p' }] })
  expect(fields['temperature']?.issues).toEqual([
    { path: 'temperature', code: 'parameter.max', message: '`temperature` is 1.5, above 1. Give 1 or less.', limit: 1 },
  ])
  expect(fields['top_p']?.issues).toMatchObject([{ code: 'parameter.unsupported' }])
  expect(problems).toBe(2)
  expect(blockerOf(tuning)).toBe('problems')

  tuning.form.set('temperature', 0.5)
  expect(stepOf(tuning).is).toBe('refused')
  tuning.form.reset(['top_p'])

  expect(stepOf(tuning)).toEqual({ is: 'idle' })
  await tuning.apply()
  expect(tuning.form.get().saved).toEqual({ temperature: 0.5 })
})

test('T11: a refusal that names no field of the form is kept as well, until the draft changes', async () => {
  const { max_tokens } = catalogue
  const manifest = parseManifest({ models: [{ name: '*', generation_params: { ignore_eos: true } }] })
  const schema = { max_tokens: { ...max_tokens, min: -1 } }
  const tuning = await loadedStore(startTuningServer({ schema, sources: [manifestSource(manifest)] }))

  tuning.form.set('max_tokens', -1)
  await tuning.apply()

  expect(stepOf(tuning)).toMatchObject({ is: 'refused', issues: [{ path: 'ignore_eos', code: 'parameter.rule' }] })
  expect(tuning.form.get().unplaced).toMatchObject([{ path: 'ignore_eos' }])

  tuning.form.set('max_tokens', 100)
  expect(stepOf(tuning)).toEqual({ is: 'idle' })
})

test('T11: a server that is gone costs nothing: the draft stays, and trying again saves it', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)
  server.fail('network')

  await tuning.apply()

  expect(stepOf(tuning)).toMatchObject({ is: 'failed', deed: 'apply', error: { code: 'http.unreachable' } })
  expect(tuning.form.get()).toMatchObject({ changes: 1, values: { temperature: 0.3 } })

  server.fail(undefined)
  await tuning.retry()

  expect(stepOf(tuning)).toMatchObject({ is: 'done', deed: 'apply' })
})

test('T11: a save whose answer was lost is found done, and offers no Undo of it', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)
  // Saved, but its answer did not arrive.
  await server.clientOf('ann').save({ model: tunedModel, if_match: '0', generation_params: { temperature: 0.3 } })

  await tuning.apply()

  expect(stepOf(tuning)).toMatchObject({ is: 'done', undo: undefined })
  expect(tuning.get()).toMatchObject({ config: { etag: expect.stringMatching(/^1-/) }, conflicts: [] })
})

test('T11: what is edited while it saves stays as a change', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)
  const release = server.hold()

  const applied = tuning.apply()
  tuning.form.reset(['temperature'])
  tuning.form.set('top_k', 20)
  release()
  await applied

  expect(tuning.form.get()).toMatchObject({ saved: { temperature: 0.3 }, values: { top_k: 20 }, changes: 2 })
})

test('T11: Reset brings the defaults back, and Undo brings back what was saved and what was not', async () => {
  const tuning = await loadedStore(startTuningServer())
  tuning.form.set('temperature', 0.3)
  await tuning.apply()
  tuning.form.set('top_k', 20)

  await tuning.resetAll()

  expect(tuning.form.get()).toMatchObject({ values: {}, saved: {}, changes: 0 })
  expect(tuning.form.get().fields['temperature']).toMatchObject({ value: 0.8, layer: 'runtime' })
  expect(stepOf(tuning)).toMatchObject({ is: 'done', deed: 'reset' })

  await tuning.undo()

  expect(tuning.form.get()).toMatchObject({ saved: { temperature: 0.3 }, values: { temperature: 0.3, top_k: 20 } })
})

test('T11: Discard brings back what is saved, and can be taken back itself', async () => {
  const tuning = await loadedStore(startTuningServer())
  tuning.form.set('temperature', 0.3)

  tuning.discard()
  expect(tuning.form.get().changes).toBe(0)
  await tuning.undo()

  expect(tuning.form.get().values).toEqual({ temperature: 0.3 })
})

test('T11: while a save is under way nothing is discarded, and it stays under way', async () => {
  const server = startTuningServer()
  const tuning = await loadedStore(server)
  tuning.form.set('temperature', 0.3)
  const release = server.hold()

  const applied = tuning.apply()
  tuning.discard()
  tuning.bringBack({ revision: 1, by: 'ben', at_ms: 0, before: {}, after: { temperature: 0.3, top_k: 20 } })

  expect(stepOf(tuning)).toEqual({ is: 'running', deed: 'apply' })
  release()
  await applied
  expect(stepOf(tuning)).toMatchObject({ is: 'done', deed: 'apply' })
  expect(tuning.form.get()).toMatchObject({ saved: { temperature: 0.3 }, values: { temperature: 0.3, top_k: 20 } })
})
