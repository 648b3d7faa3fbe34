import { createStore } from '@venom/core'
import type { CatalogueState } from '@venom/react/models'
import { expect, test } from 'vitest'

import { watchReturn } from './watch-return.js'

type Seen = Pick<CatalogueState, 'state' | 'models'>

const nova = { address: 'nova', runtime: 'llama-cpp', id: 'nova' } as const
const pico = { address: 'pico', runtime: 'embedded', id: 'pico' } as const
const both: Seen = { state: 'ready', models: [nova, pico] }
const withoutNova: Seen = { state: 'ready', models: [pico] }
const unread: Seen = { state: 'loading', models: [] }

/** How often the return of a model was told after each of these states. */
function told(address: string, first: Seen, ...states: readonly Seen[]): readonly number[] {
  const catalogue = createStore(first)
  let returns = 0
  const stop = watchReturn(catalogue, address, () => (returns += 1))
  const counts = states.map((state) => {
    catalogue.set(state)
    return returns
  })
  stop()
  catalogue.set(withoutNova)
  catalogue.set(both)
  expect(returns).toBe(counts.at(-1) ?? 0)
  return counts
}

test('a model whose runtime answers again has returned', () => {
  expect(told('nova', both, withoutNova, withoutNova, both, both)).toEqual([0, 0, 1, 1])
})

test('T11: after a reload while its runtime was dead, too', () => {
  expect(told('nova', unread, withoutNova, both)).toEqual([0, 1])
})

test('what was there all the time, or never, has not returned', () => {
  expect(told('nova', unread, both, both)).toEqual([0, 0])
  expect(told('pico', both, withoutNova, both)).toEqual([0, 0])
  expect(told('gone', both, withoutNova, both)).toEqual([0, 0])
})

test('a server that answers again has returned with all that it knows', () => {
  expect(told('nova', both, { ...both, state: 'failed' }, both)).toEqual([0, 1])
  expect(told('gone', both, { ...both, state: 'failed' }, both)).toEqual([0, 1])
})

test('a model is the same by its bare name and by its address', () => {
  const renamed = { ...both, models: [{ ...nova, address: 'llama-cpp/nova' }, pico] }

  expect(told('llama-cpp/nova', both, withoutNova, both)).toEqual([0, 1])
  expect(told('nova', renamed, withoutNova, renamed)).toEqual([0, 1])
})
