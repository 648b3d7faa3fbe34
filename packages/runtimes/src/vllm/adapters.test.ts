import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { openWithAdapters as open } from '../__fixtures__/served-adapters.js'

const unusable = '{"error":{"message":"Call to add_lora method failed: bad","type":"InternalServerError","code":500}}'
const [missing, conflict] = ['missing', 'of-base-name'].map(recorded)
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

function recorded(name: string): string {
  return readFileSync(new URL(`../__fixtures__/vllm/adapter-${name}.json`, import.meta.url), 'utf8')
}
