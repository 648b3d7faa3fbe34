import { expect, test } from 'vitest'

import { openWithAdapters as open } from '../__fixtures__/served-adapters.js'

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

test('an adapter that is trained again and again takes a place each time, and the refusal says how many would do', async () => {
  const { host, changes } = await open({}, { places: 4 })
  const again = () => host.add('pico', { id: 'friendly', path: '/friendly' })
  for (let round = 1; round <= 3; round += 1) await again()
  const before = changes()

  await expect(again()).rejects.toMatchObject({
    code: 'adapter.no_room',
    message: expect.stringMatching(
      /1 are held, 2 were removed or replaced .* again with --max-loras 5 or more: each change takes one\./,
    ),
  })
  expect(changes()).toEqual(before)
})

test('a server with the one place of vLLM’s default says which flag gives room, and which option needs none', async () => {
  const { host } = await open({}, { places: 1 })

  await expect(host.add('pico', { id: 'one', path: '/1' })).rejects.toMatchObject({
    code: 'adapter.no_room',
    message: expect.stringMatching(
      /started with --max-loras 1 .* again with --max-loras 2 or more: .* spareAdapterSlot: false/,
    ),
  })
})

test('two that are added at once cannot both take the place before the last', async () => {
  const { host } = await open({}, { places: 2 })

  const outcomes = await Promise.allSettled(['one', 'two'].map((id) => host.add('pico', { id, path: `/${id}` })))

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('metrics that break off count as none: with a place to spare that is a refusal, without it nothing is missing', async () => {
  const broken = { places: null, breaksMetrics: true } as const
  const { host: careful } = await open({}, broken)
  const { host: free, changes } = await open({ spareAdapterSlot: false }, broken)

  await expect(careful.add('pico', { id: 'one', path: '/1' })).rejects.toMatchObject({ code: 'adapter.no_room' })
  await free.add('pico', { id: 'one', path: '/1' })

  expect(changes()).toHaveLength(1)
})

test('every place can be filled where nothing need stay empty', async () => {
  const { host, changes } = await open({ spareAdapterSlot: false }, { places: 1 })

  await host.add('pico', { id: 'one', path: '/1' })
  await host.add('pico', { id: 'one', path: '/1' })
  await host.add('pico', { id: 'two', path: '/2' })

  expect(changes().at(-1)).toBe('load two /2//.')
})

test.each([{ places: null }, { hidesMetrics: true }])(
  'where nobody says how many places there are (%o), none is filled unless the caller answers for it',
  async (faults) => {
    const silent = await open({}, faults)
    const answered = await open({ spareAdapterSlot: false }, faults)

    await answered.host.add('pico', { id: 'one', path: '/1' })

    await expect(silent.host.add('pico', { id: 'one', path: '/1' })).rejects.toMatchObject({
      code: 'adapter.no_room',
      message: expect.stringMatching(/--disable-log-stats.*spareAdapterSlot: false/),
      details: { server: silent.url, places: null },
    })
    expect(silent.changes()).toEqual([])
    expect(answered.changes()).toHaveLength(1)
  },
)

test('a server that tells its places only after an answer is asked for one', async () => {
  const { host, changes } = await open({}, { places: 1, isUnasked: true })

  await expect(host.add('pico', { id: 'one', path: '/1' })).rejects.toMatchObject({ code: 'adapter.no_room' })
  expect(changes()).toEqual(['ask pico'])
})
