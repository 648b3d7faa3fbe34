import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { VenomError } from '../errors/venom-error.js'
import { createModelIndex } from '../models/model-index.js'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { createDirectory } from '../runtime/directory.js'
import type { Runtime } from '../runtime/runtime.js'
import { fixedRuntime } from '../testing/fixed-runtime.js'
import { type HttpServer, httpServer } from '../testing/http-server.js'
import { createTuningClient, type TuningClient } from './client.js'
import { createTuning } from './create-tuning.js'
import { tuningApp } from './http.js'
import { createMemoryTuningStorage } from './memory-storage.js'

let server: HttpServer
let client: TuningClient

function runtimeWith(id: string, models: readonly string[]): Runtime {
  return fixedRuntime(id, {
    models: async () => models.map((model) => ({ id: model })),
    parameters: async () => ({ schema: catalogue, reported: { temperature: 0.8 } }),
  })
}

beforeEach(async () => {
  const refuse = (): Promise<never> => Promise.reject(new VenomError('runtime.unreachable', 'Nothing answers there.'))
  const down = fixedRuntime('down', { models: refuse, parameters: refuse })
  const directory = createDirectory([
    runtimeWith('local', ['org/pico:1b', 'twin']),
    runtimeWith('gpu2', ['twin']),
    down,
  ])
  const tuning = createTuning({ directory, storage: createMemoryTuningStorage(), sources: [], now: () => 1_700 })
  const app = tuningApp({
    tuning,
    index: createModelIndex(directory),
    authorize: (request, access) =>
      access === 'read' ? 'anybody' : (request.headers.get('authorization')?.slice(7) ?? null),
  })
  const listen = getRequestListener(app.fetch)
  server = await httpServer((request, response) => void listen(request, response))
  client = createTuningClient({ baseUrl: server.url, token: 'ann' })
})
afterEach(() => server.close())

const pico = { model: 'org/pico:1b' }
const config = '/api/v1/models/org%2Fpico%3A1b/config'

test('T05: the reply has schema, values and their sources, for a model name with / and :', async () => {
  const response = await fetch(`${server.url}${config}`)

  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    success: true,
    model_name: 'org/pico:1b',
    runtime: 'local',
    generation_schema: { temperature: { type: 'float', default: 0.7, min: 0, max: 2 } },
    current_values: { temperature: 0.8, top_k: 40 },
    sources: {
      temperature: {
        layer: 'runtime',
        standing: 'reported',
        value: 0.8,
        beaten: [{ layer: 'built-in', standing: 'assumed', value: 0.7 }],
      },
      top_k: { layer: 'built-in', standing: 'assumed', value: 40, beaten: [] },
    },
    revision: 0,
    live: true,
  })
})

test('T05: the client reads what the server says', async () => {
  const reply = await client.config(pico)

  expect(reply.generation_schema).toEqual(catalogue)
  expect(reply.current_values['temperature']).toBe(0.8)
})

test('T05: a name that two runtimes have needs the runtime', async () => {
  await expect(client.config({ model: 'twin' })).rejects.toMatchObject({ code: 'model.ambiguous' })

  expect((await client.config({ model: 'twin', runtime: 'gpu2' })).runtime).toBe('gpu2')
  expect((await client.config({ model: 'gpu2/twin' })).runtime).toBe('gpu2')
  await expect(client.config({ model: 'none', runtime: 'local' })).rejects.toMatchObject({ code: 'model.unknown' })
  // A runtime that does not answer may have it.
  await expect(client.config({ model: 'none' })).rejects.toMatchObject({ code: 'runtime.unreachable' })
  await expect(client.config({ ...pico, runtime: 'none' })).rejects.toMatchObject({ code: 'runtime.unknown' })
})

test('T05: a runtime that is down still shows what is known', async () => {
  expect(await client.config({ model: 'down/any' })).toMatchObject({ model_name: 'any', runtime: 'down', live: false })
})

test('T06: all violations come in one 400 with their paths', async () => {
  const response = await fetch(`${server.url}${config}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ann' },
    body: '{"generation_params":{"temperature":3,"top_k":true,"typo":1}}',
  })

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    code: 'tuning.invalid_values',
    details: { issues: [{ path: 'temperature' }, { path: 'top_k' }, { path: 'typo' }] },
  })
  expect((await client.config(pico)).revision).toBe(0)
})

test('T07: a save is seen by the next reader, and DELETE removes it', async () => {
  const saved = await client.save({ ...pico, generation_params: { temperature: 0.2 } })
  expect(saved).toMatchObject({ revision: 1, current_values: { temperature: 0.2 } })
  expect((await client.config(pico)).sources['temperature']).toMatchObject({ layer: 'override', standing: 'set' })

  const reset = await client.reset(pico)

  expect(reset).toMatchObject({ revision: 2, current_values: { temperature: 0.8 } })
})

test('T07: a save for one of two runtimes by query', async () => {
  const response = await fetch(`${server.url}/api/v1/models/twin/config?runtime=gpu2`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ann' },
    body: '{"generation_params":{"top_k":3}}',
  })

  expect(response.status).toBe(200)
  expect((await client.config({ model: 'gpu2/twin' })).revision).toBe(1)
  expect((await client.config({ model: 'local/twin' })).revision).toBe(0)
})

test.each(['"1"', '1'])('T07: If-Match: %s on an older state is 412 with the current one', async (revision) => {
  await client.save({ ...pico, generation_params: { top_k: 1 } })
  await client.save({ ...pico, generation_params: { top_k: 2 }, if_match: '1' })

  const put = await fetch(`${server.url}${config}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ben', 'if-match': revision },
    body: '{"generation_params":{"top_k":3}}',
  })
  const removed = await fetch(`${server.url}${config}`, {
    method: 'DELETE',
    headers: { authorization: 'Bearer ben', 'if-match': revision },
  })

  expect([put.status, removed.status]).toEqual([412, 412])
  expect(await put.json()).toMatchObject({
    code: 'tuning.conflict',
    details: { revision: 2, current_values: { top_k: 2 } },
  })
})

test('T07: the etag of a reply is an If-Match, and names the state that it was sent with', async () => {
  const { etag } = await client.save({ ...pico, generation_params: { top_k: 1 } })

  const next = await client.save({ ...pico, generation_params: { top_k: 2 }, if_match: etag })

  expect((await client.config(pico)).etag).toBe(next.etag)
  await expect(client.reset({ ...pico, if_match: etag })).rejects.toMatchObject({
    code: 'tuning.conflict',
    details: { revision: 2, etag: next.etag },
  })
})

test('an If-Match that names no state is refused', async () => {
  const response = await fetch(`${server.url}${config}`, {
    method: 'DELETE',
    headers: { authorization: 'Bearer ben', 'if-match': '"abc"' },
  })

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'request.invalid', details: { issues: [{ path: 'if_match' }] } })
})

test('T08: the history tells who, when, old and new; undo takes the last change back', async () => {
  await client.save({ ...pico, generation_params: { top_k: 1 } })
  await createTuningClient({ baseUrl: server.url, token: 'ben' }).save({ ...pico, generation_params: { top_k: 2 } })

  const undone = await client.undo({ ...pico, if_match: '2' })

  expect(undone).toMatchObject({ revision: 3, current_values: { top_k: 1 } })
  expect(await client.history({ ...pico, limit: 2 })).toEqual({
    success: true,
    model_name: 'org/pico:1b',
    runtime: 'local',
    changes: [
      { revision: 3, by: 'ann', at_ms: 1_700, before: { top_k: 2 }, after: { top_k: 1 } },
      { revision: 2, by: 'ben', at_ms: 1_700, before: { top_k: 1 }, after: { top_k: 2 } },
    ],
  })
  expect((await client.history({ ...pico, before_revision: 2 })).changes.map(({ revision }) => revision)).toEqual([1])
})

test('an empty undo body is enough', async () => {
  await client.save({ ...pico, generation_params: { top_k: 1 } })

  const response = await fetch(`${server.url}${config}/undo`, {
    method: 'POST',
    headers: { authorization: 'Bearer ann' },
  })

  expect(response.status).toBe(200)
})

test('changing anything needs a yes, and reading does not', async () => {
  const stranger = createTuningClient({ baseUrl: server.url })

  await expect(stranger.save({ ...pico, generation_params: {} })).rejects.toMatchObject({
    code: 'request.unauthorized',
  })
  await expect(stranger.reset(pico)).rejects.toMatchObject({ code: 'request.unauthorized' })
  await expect(stranger.undo(pico)).rejects.toMatchObject({ code: 'request.unauthorized' })
  expect((await stranger.history(pico)).changes).toEqual([])
})
