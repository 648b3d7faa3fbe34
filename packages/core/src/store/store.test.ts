import { describe, expect, test } from 'vitest'

import { createStore } from './store.js'

describe('store', () => {
  test('a subscriber is told of each change and reads the new value', () => {
    const store = createStore(1)
    const seen: number[] = []
    store.subscribe(() => seen.push(store.get()))

    store.set(2)
    store.update((value) => value + 1)

    expect(seen).toEqual([2, 3])
  })

  test('the same value tells nobody, NaN included', () => {
    const store = createStore(Number.NaN)
    let calls = 0
    store.subscribe(() => calls++)

    store.set(Number.NaN)
    store.update((value) => value)

    expect(calls).toBe(0)
  })

  test('a subscriber that throws breaks neither the change nor the others', () => {
    const store = createStore('a')
    const seen: string[] = []
    store.subscribe(() => {
      throw new RangeError('mine')
    })
    store.subscribe(() => seen.push(store.get()))

    expect(() => store.set('b')).toThrow(RangeError)

    expect(seen).toEqual(['b'])
    expect(store.get()).toBe('b')
  })

  test('several that throw are told together', () => {
    const store = createStore(0)
    const fail = (): void => {
      throw new Error('mine')
    }
    store.subscribe(fail)
    store.subscribe(fail)

    expect(() => store.set(1)).toThrow(AggregateError)
  })

  test('one that another removes during the round is not called, one that is added waits', () => {
    const store = createStore(0)
    const calls: string[] = []
    store.subscribe(() => {
      calls.push('first')
      leaveSecond()
      store.subscribe(() => calls.push('late'))
    })
    const leaveSecond = store.subscribe(() => calls.push('second'))
    store.subscribe(() => calls.push('third'))

    store.set(1)

    expect(calls).toEqual(['first', 'third'])
  })

  test('one that removes itself during the round leaves the others their call', () => {
    const store = createStore(0)
    let calls = 0
    const leave = store.subscribe(() => leave())
    store.subscribe(() => calls++)

    store.set(1)
    leave()
    store.set(2)

    expect(calls).toBe(2)
  })

  test('one function that subscribed twice is called twice until it leaves both times', () => {
    const store = createStore(0)
    let calls = 0
    const listener = (): void => {
      calls++
    }
    const leave = store.subscribe(listener)
    store.subscribe(listener)

    store.set(1)
    leave()
    store.set(2)

    expect(calls).toBe(3)
  })

  test('a change made by a subscriber reaches all with the last value', () => {
    const store = createStore(0)
    const seen: number[] = []
    store.subscribe(() => {
      if (store.get() === 1) store.set(2)
    })
    store.subscribe(() => seen.push(store.get()))

    store.set(1)

    expect(seen.at(-1)).toBe(2)
  })
})
