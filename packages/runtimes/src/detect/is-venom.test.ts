import { httpServer } from '@venom/core/testing'
import { expect, test } from 'vitest'

import { servedVenom } from '../__fixtures__/served-venom.js'
import { isVenom } from './is-venom.js'

test('C09: a server of ours is known, also by its refusal of whoever shows no token', async () => {
  await using open = await servedVenom('the-token', true)
  await using closed = await servedVenom('the-token', false)

  expect(await isVenom({ url: open.url })).toBe(true)
  expect(await isVenom({ url: closed.url })).toBe(true)
  expect(await isVenom({ url: closed.url, key: 'the-token' })).toBe(true)
})

test('C09: what is no server of ours is none: another one, one that is silent, nobody', async () => {
  await using other = await httpServer((_request, reply) => reply.end('{"models":[]}'))
  await using silent = await httpServer(() => undefined)

  expect(await isVenom({ url: other.url })).toBe(false)
  expect(await isVenom({ url: silent.url }, { signal: AbortSignal.timeout(50) })).toBe(false)
  expect(await isVenom({ url: 'http://127.0.0.1:9' })).toBe(false)
  await expect(isVenom({ url: 'box' })).rejects.toMatchObject({ code: 'runtime.bad_url' })
})
