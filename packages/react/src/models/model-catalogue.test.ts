import { setTimeout as sleep } from 'node:timers/promises'

import { describe, expect, test, vi } from 'vitest'

import { type CatalogueState, createModelCatalogue } from './model-catalogue.js'
import { alone, callsOf, type Server, two } from './models.fixture.js'

/** The states that a subscriber sees, until one of them is wanted. */
function watch(
  catalogue: ReturnType<typeof createModelCatalogue>,
  isWanted: (state: CatalogueState) => boolean,
): Promise<readonly CatalogueState[]> {
  const seen: CatalogueState[] = []
  return new Promise((resolve) => {
    const leave = catalogue.subscribe(() => {
      seen.push(catalogue.get())
      if (!isWanted(catalogue.get())) return
      leave()
      resolve(seen)
    })
  })
}

describe('reading', () => {
  test('C09: runtimes, models and problems are there after the first reading', async () => {
    const catalogue = createModelCatalogue(callsOf(() => two))

    await catalogue.refresh()

    expect(catalogue.get()).toEqual({ state: 'ready', ...two })
  })

  test('nothing is asked before somebody looks', async () => {
    const ask = vi.fn<() => Server>(() => alone)
    const catalogue = createModelCatalogue(callsOf(ask))
    await sleep(0)
    expect(ask).not.toHaveBeenCalled()

    await watch(catalogue, ({ state }) => state === 'ready')

    expect(ask).toHaveBeenCalled()
  })

  test('it reads again while somebody looks, and stops with the last one', async () => {
    let server: Server = alone
    const ask = vi.fn<() => Server>(() => server)
    const catalogue = createModelCatalogue(callsOf(ask), { everyMs: 5 })
    const leave = catalogue.subscribe(() => {})

    const found = watch(catalogue, ({ models }) => models.length === 2)
    await watch(catalogue, ({ models }) => models.length === 1)
    server = two
    await found
    leave()
    leave()
    const asked = ask.mock.calls.length
    await sleep(30)

    expect(ask).toHaveBeenCalledTimes(asked)
  })

  test('a reading that says nothing new tells nobody', async () => {
    const catalogue = createModelCatalogue(callsOf(() => structuredClone(two)))
    await catalogue.refresh()
    const before = catalogue.get()

    await catalogue.refresh()

    expect(catalogue.get()).toBe(before)
  })
})

describe('failing', () => {
  test('a failure keeps what the last good reading brought, and says why', async () => {
    let server: Server | undefined = two
    const catalogue = createModelCatalogue(callsOf(() => server))
    await catalogue.refresh()
    server = undefined

    await catalogue.refresh()

    expect(catalogue.get()).toMatchObject({ ...two, state: 'failed', error: { code: 'http.unreachable' } })
  })

  test('a server that comes back is found again', async () => {
    let server: Server | undefined = undefined
    const catalogue = createModelCatalogue(
      callsOf(() => server),
      { everyMs: 5 },
    )
    const states = watch(catalogue, ({ state }) => state === 'ready')
    await catalogue.refresh()
    server = alone

    expect((await states).map(({ state }) => state)).toEqual(['failed', 'ready'])
    expect(catalogue.get().models).toEqual(alone.models)
  })

  test('what is no error of ours is said as one', async () => {
    const broken = { runtimes: () => Promise.reject(new TypeError('boom')), models: callsOf(() => alone).models }
    const catalogue = createModelCatalogue(broken)

    await catalogue.refresh()

    expect(catalogue.get().error).toMatchObject({ code: 'server.internal', cause: { message: 'boom' } })
  })

  test('a reading that is given up leaves the state as it is', async () => {
    const catalogue = createModelCatalogue(callsOf(() => undefined))

    await catalogue.refresh({ signal: AbortSignal.abort() })

    expect(catalogue.get().state).toBe('loading')
  })

  test('an older reading that comes late does not replace a newer one', async () => {
    const first = Promise.withResolvers<never>()
    const answers: (Server | Promise<never>)[] = [first.promise, first.promise, two, two]
    const catalogue = createModelCatalogue(callsOf(() => answers.shift()))
    const late = catalogue.refresh()

    await catalogue.refresh()
    first.reject(new Error('late'))
    await late

    expect(catalogue.get()).toEqual({ state: 'ready', ...two })
  })
})
