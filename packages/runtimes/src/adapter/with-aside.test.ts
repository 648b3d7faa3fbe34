import { expect, test } from 'vitest'

import { withAside } from './with-aside.js'

const never = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('given up')))
  })

test('what adds to an answer comes with it', async () => {
  expect(
    await withAside(
      {},
      async () => 'main',
      async () => 'aside',
    ),
  ).toEqual(['main', 'aside'])
})

test('what adds nothing, or never comes, is left out, and given up', async () => {
  const given: (AbortSignal | undefined)[] = []
  const aside = ({ signal }: { readonly signal?: AbortSignal }): Promise<never> => {
    given.push(signal)
    return never(signal)
  }

  expect(await withAside({}, async () => 'main', aside)).toEqual(['main', undefined])
  expect(
    await withAside(
      {},
      async () => 'main',
      () => Promise.reject(new Error('no')),
    ),
  ).toEqual(['main', undefined])
  expect(given[0]?.aborted).toBe(true)
})

test('where what counts fails nothing is waited for', async () => {
  await expect(
    withAside(
      {},
      () => Promise.reject(new Error('down')),
      ({ signal }) => never(signal),
    ),
  ).rejects.toThrow('down')
})

test('an abort ends both', async () => {
  const signal = AbortSignal.timeout(20)

  await expect(
    withAside(
      { signal },
      (call) => never(call.signal),
      (call) => never(call.signal),
    ),
  ).rejects.toThrow('given up')
})
