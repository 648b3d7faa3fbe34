import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'

import { type AdapterHost, type Runtime, VenomError } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { expect, onTestFinished, test } from 'vitest'

import { isObject, tryParse } from '../adapter/read-json.js'
import { vllm, type VllmOptions } from './vllm.js'

const unusable = '{"error":{"message":"Call to add_lora method failed: bad","type":"InternalServerError","code":500}}'
const [missing, conflict, notFound] = ['missing', 'of-base-name', 'unknown'].map(recorded)
const notEnabled = '{"error":{"message":"LoRA is not enabled. Use --enable-lora","type":"InternalServerError"}}'
const noRoute = '{"detail":"Not Found"}'
const dead = '{"error":{"message":"EngineCore encountered an issue.","type":"InternalServerError","code":500}}'

test('an adapter that was added is listed and can be asked under its own name', async () => {
  const { runtime, host, changes } = await open()

  await host.add('pico', { id: 'iskra', path: '/a' })

  expect(changes()).toEqual(['load iskra /a'])
  expect(await host.list('pico')).toEqual([{ id: 'iskra', removable: true }])
  expect(await runtime.models()).toContainEqual(expect.objectContaining({ id: 'iskra', adapter_of: 'pico' }))
})

test('an adapter is replaced by letting it go and loading the folder anew, under another spelling', async () => {
  const { host, changes } = await open()
  await host.add('pico', { id: 'iskra', path: '/a' })

  await host.add('pico', { id: 'iskra', path: '/a/' })
  await host.add('pico', { id: 'iskra', path: '/a' })

  expect(changes().slice(1)).toEqual(['unload iskra', 'load iskra /a//.', 'unload iskra', 'load iskra /a//./.'])
})

test('a name that was let go is loaded under another spelling too', async () => {
  const { host, changes } = await open()
  await host.add('pico', { id: 'iskra', path: '/a' })
  await host.remove('pico', 'iskra')

  await host.add('pico', { id: 'iskra', path: '/a' })
  await host.add('pico', { id: 'other', path: '~/b' })

  expect(changes().slice(2)).toEqual(['load iskra /a//.', 'load other ~/b//.'])
})

test('a path that cannot be spelled otherwise is taken until an adapter was let go, and then refused with the cure', async () => {
  const { host, changes } = await open()
  await host.add('pico', { id: 'other', path: 'team/adapter' })

  await expect(host.add('pico', { id: 'other', path: 'team/adapter' })).rejects.toMatchObject({
    code: 'adapter.unusable',
    message: expect.stringContaining('beginning with /'),
    details: { adapter: 'other', path: 'team/adapter' },
  })
  expect(changes()).toEqual(['load other team/adapter'])
  await host.remove('pico', 'other')
  await expect(host.add('pico', { id: 'other', path: 'team/adapter' })).rejects.toMatchObject({
    code: 'adapter.unusable',
  })
})

test('an answer that is asked for while its adapter is replaced waits for the new one', async () => {
  const { runtime, host, changes, pending } = await open()
  await host.add('pico', { id: 'iskra', path: '/a' })
  await Array.fromAsync(runtime.chat({ model: 'iskra', messages: [] }))
  const release = pending()
  const replaced = host.add('pico', { id: 'iskra', path: '/b' })
  await expect.poll(changes).toContain('load iskra /b//.')

  const answer = Array.fromAsync(runtime.chat({ model: 'iskra', messages: [] }))
  await Array.fromAsync(runtime.chat({ model: 'pico', messages: [] }))
  release()
  await Promise.all([replaced, answer])

  expect(changes().slice(-2)).toEqual(['ask pico', 'ask iskra'])
})

test('an adapter that cannot be replaced is put back, and the error says so', async () => {
  const { host, changes, fail } = await open()
  await host.add('pico', { id: 'iskra', path: '/a' })
  fail(['/b', 500, unusable])

  await expect(host.add('pico', { id: 'iskra', path: '/b' })).rejects.toMatchObject({
    code: 'adapter.unusable',
    message: expect.stringContaining('in its place again'),
    details: { restored: true },
  })
  expect(changes().slice(-2)).toEqual(['load iskra /b//.', 'load iskra /a//.'])
})

test('an adapter that cannot be put back either is said to be gone', async () => {
  const { host, fail } = await open()
  await host.add('pico', { id: 'iskra', path: '/a' })
  fail(['/', 500, unusable])

  await expect(host.add('pico', { id: 'iskra', path: '/a' })).rejects.toMatchObject({
    code: 'adapter.unusable',
    message: expect.stringContaining('could not be put back'),
    details: { restored: false },
  })
})

test('the last place is not filled: one that was let go keeps its own', async () => {
  const { host, changes } = await open({}, { places: 4 })
  await host.add('pico', { id: 'one', path: '/1' })
  await host.add('pico', { id: 'two', path: '/2' })
  await host.remove('pico', 'two')
  await host.add('pico', { id: 'three', path: '/3' })
  const before = changes()

  await expect(host.add('pico', { id: 'four', path: '/4' })).rejects.toMatchObject({
    code: 'adapter.no_room',
    details: { places: 4, held: 2, let_go: 1 },
  })
  await expect(host.add('pico', { id: 'one', path: '/5' })).rejects.toMatchObject({ code: 'adapter.no_room' })
  expect(changes()).toEqual(before)
})

test('a server with the one place of vLLM’s default says which flag gives room, and which option needs none', async () => {
  const { host } = await open({}, { places: 1 })

  await expect(host.add('pico', { id: 'one', path: '/1' })).rejects.toMatchObject({
    code: 'adapter.no_room',
    message: expect.stringMatching(
      /started with --max-loras 1 .* again with --max-loras 2 or more; .* spareAdapterSlot: false/,
    ),
  })
})

test('two that are added at once cannot both take the place before the last', async () => {
  const { host } = await open({}, { places: 2 })

  const outcomes = await Promise.allSettled(['one', 'two'].map((id) => host.add('pico', { id, path: `/${id}` })))

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('every place can be filled where nothing need stay empty, or nobody says how many there are', async () => {
  const full = await open({ spareAdapterSlot: false }, { places: 1 })
  const silent = await open({}, { places: null })

  await full.host.add('pico', { id: 'one', path: '/1' })
  await silent.host.add('pico', { id: 'one', path: '/1' })

  expect([full.changes(), silent.changes()]).toEqual([['load one /1'], ['ask pico', 'load one /1']])
})

test('a server that tells its places only after an answer is asked for one', async () => {
  const { host, changes } = await open({}, { places: 1, isUnasked: true })

  await expect(host.add('pico', { id: 'one', path: '/1' })).rejects.toMatchObject({ code: 'adapter.no_room' })
  expect(changes()).toEqual(['ask pico'])
})

test.each([
  [400, conflict, 'adapter.unusable'],
  [404, missing, 'adapter.unusable'],
  [500, unusable, 'adapter.unusable'],
  [500, notEnabled, 'runtime.unsupported'],
  [404, noRoute, 'runtime.unsupported'],
  [500, dead, 'runtime.failed'],
  [401, '{"error":"Unauthorized"}', 'runtime.unauthorized'],
])('a load that is refused with %i %s is %s', async (status, reply, code) => {
  const { host, fail } = await open()
  fail(['/', status, reply])

  await expect(host.add('pico', { id: 'x', path: '/a' })).rejects.toMatchObject({ code })
})

test('an unknown adapter cannot be removed, and an unknown model has none', async () => {
  const { host } = await open()

  await expect(host.remove('pico', 'x')).rejects.toMatchObject({ code: 'adapter.unknown' })
  await expect(host.list('nova')).rejects.toMatchObject({ code: 'model.unknown' })
  await expect(host.add('nova', { id: 'x', path: '/a' })).rejects.toMatchObject({ code: 'model.unknown' })
  await expect(host.remove('nova', 'x')).rejects.toMatchObject({ code: 'model.unknown' })
})

test('a server that takes no adapters while it runs says how it would', async () => {
  const { host } = await open({}, { takesAdapters: false })

  expect(await host.list('pico')).toEqual([])
  await expect(host.add('pico', { id: 'x', path: '/a' })).rejects.toMatchObject({
    code: 'runtime.unsupported',
    message: expect.stringContaining('--enable-lora'),
  })
  await expect(host.remove('pico', 'x')).rejects.toMatchObject({ code: 'runtime.unsupported' })
})

test('who gives up waiting for an adapter is told so at once', async () => {
  const { host, pending } = await open()
  pending()

  await expect(host.add('pico', { id: 'x', path: '/a' }, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    code: 'runtime.cancelled',
  })
})

interface Faults {
  /** How many places its metrics tell; null for none. */
  readonly places?: number | null
  /** Nobody asked it anything yet, so that its metrics tell no places. */
  readonly isUnasked?: boolean
  readonly takesAdapters?: boolean
}

type Refusal = readonly [pathPrefix: string, status: number, reply: string | undefined]

function recorded(name: string): string {
  return readFileSync(new URL(`../__fixtures__/vllm/adapter-${name}.json`, import.meta.url), 'utf8')
}

/** A server that keeps adapters as vLLM does, with a log of what changed them. */
async function open(options: VllmOptions = {}, { places = 8, isUnasked = false, takesAdapters = true }: Faults = {}) {
  const held = new Map<string, string>()
  const log: string[] = []
  let letGo = 0
  let isAsked = !isUnasked
  let refusal: Refusal | null = null
  let gate: Promise<void> = Promise.resolve()

  const server = await httpServer(async (request, reply) => {
    const parsed = tryParse(await text(request))
    const { lora_name: name, lora_path: path, model } = isObject(parsed) ? parsed : {}
    switch (`${request.method} ${request.url}`) {
      case 'GET /version':
        return void reply.end('{"version":"0.32.0"}')
      case 'GET /v1/models': {
        const adapters = Array.from(held, ([id, root]) => ({ id, root, parent: 'pico', max_model_len: null }))
        return void reply.end(JSON.stringify({ data: [{ id: 'pico', max_model_len: 1024 }, ...adapters] }))
      }
      case 'GET /metrics':
        return void reply.end(
          [
            '# HELP vllm:lora_requests_info Running stats on lora requests.',
            ...(places === null || !isAsked
              ? []
              : [`vllm:lora_requests_info{max_lora="${places}",running_lora_adapters=""} 1.7e+09`]),
            `http_requests_total{handler="/v1/unload_lora_adapter",method="POST",status="2xx"} ${letGo}.0`,
            'http_requests_total{handler="/v1/unload_lora_adapter",method="POST",status="4xx"} 9.0',
          ].join('\n'),
        )
      case 'GET /health':
        return void reply.end()
      case 'POST /v1/chat/completions':
        log.push(`ask ${String(model)}`)
        reply.writeHead(200, { 'content-type': 'text/event-stream' })
        return void reply.end(
          'data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
        )
      case 'POST /v1/completions':
        log.push(`ask ${String(model)}`)
        isAsked = true
        return void reply.end('{}')
      case 'POST /v1/load_lora_adapter':
        if (!takesAdapters) return void reply.writeHead(404).end(noRoute)
        log.push(`load ${String(name)} ${String(path)}`)
        await gate
        if (refusal !== null && String(path).startsWith(refusal[0]))
          return void reply.writeHead(refusal[1]).end(refusal[2])
        held.set(String(name), String(path))
        return void reply.end('Success')
      case 'POST /v1/unload_lora_adapter':
        if (!takesAdapters) return void reply.writeHead(404).end(noRoute)
        if (!held.delete(String(name))) return void reply.writeHead(404).end(notFound)
        log.push(`unload ${String(name)}`)
        letGo += 1
        return void reply.end('Success')
      default:
        return void reply.writeHead(takesAdapters ? 405 : 404).end(noRoute)
    }
  })
  const runtime = vllm({ url: server.url, ...options })
  onTestFinished(async () => {
    await runtime.close()
    await server.close()
  })
  return {
    runtime,
    host: hostOf(runtime),
    changes: () => [...log],
    fail: (next: Refusal) => void (refusal = next),
    /** Keeps loads waiting until the returned function is called. */
    pending() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      onTestFinished(() => resolve())
      return resolve
    },
  }
}

function hostOf({ adapters }: Runtime): AdapterHost {
  if (adapters === undefined) throw new VenomError('runtime.unsupported', 'There is no host of adapters.')
  return adapters
}
