import { posix } from 'node:path'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { openWithAdapters as open } from '../__fixtures__/served-adapters.js'
import { respell } from './adapter-path.js'
import { vllm } from './vllm.js'

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

test('where no metrics count, no spelling is taken twice, also not by the next runtime that asks the server', async () => {
  const { host, changes, url } = await open({ spareAdapterSlot: false }, { hidesMetrics: true })
  for (let round = 1; round <= 4; round += 1) await host.add('pico', { id: 'iskra', path: '/a' })
  await host.remove('pico', 'iskra')
  await host.add('pico', { id: 'iskra', path: '/a' })
  await host.remove('pico', 'iskra')
  const next = vllm({ url, spareAdapterSlot: false })
  await next.adapters.add('pico', { id: 'iskra', path: '/a' })
  await next.close()

  const loads = changes().filter((change) => change.startsWith('load'))

  expect(loads).toHaveLength(6)
  expect(new Set(loads).size).toBe(6)
  expect(new Set(loads.map((load) => posix.resolve(load.slice('load iskra '.length))))).toEqual(new Set(['/a']))
})

test('where no metrics count, a path that cannot be spelled otherwise is taken until this runtime let one go', async () => {
  const { host } = await open({ spareAdapterSlot: false }, { hidesMetrics: true })
  await host.add('pico', { id: 'hub', path: 'team/adapter' })
  await host.remove('pico', 'hub')

  await expect(host.add('pico', { id: 'hub', path: 'team/adapter' })).rejects.toMatchObject({
    code: 'adapter.unusable',
  })
})

test('every spelling of a folder is another one, and names the same folder', () => {
  const folder = fc.stringMatching(/^(\/[a-z.]{1,8}){1,4}\/?$/)
  const count = fc.nat({ max: 2 ** 45 })
  fc.assert(
    fc.property(folder, count, count, (path, one, other) => {
      expect(posix.resolve(respell(path, one))).toBe(posix.resolve(path))
      expect(respell(path, one) === respell(path, other)).toBe(one === other)
    }),
  )
})
