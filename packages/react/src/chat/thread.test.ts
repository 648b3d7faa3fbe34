import { emptyAnswer } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { addTurn, emptyThread, leadingTo, pathOf, removeTurn, showTurn, type Thread } from './thread.js'
import { trimThread } from './trim-thread.js'
import { nothingSeen } from './turn.js'

/** What a person can do to a thread; numbers choose a turn among those that are there. */
const deeds = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('send' as const), at: fc.nat() }),
    fc.record({ kind: fc.constantFrom('again', 'show', 'remove'), at: fc.nat() }),
  ),
  { maxLength: 40 },
)

const threads = deeds.map((list) => {
  let thread: Thread = emptyThread
  let lastId = 0
  for (const { kind, at } of list) {
    const some = thread.turns[at % Math.max(thread.turns.length, 1)]
    if (kind === 'send') thread = add(thread, (lastId += 1), pathOf(thread).at(-1)?.id ?? 0)
    else if (some === undefined) continue
    else if (kind === 'again') thread = add(thread, (lastId += 1), some.parent)
    else if (kind === 'show') thread = showTurn(thread, some.id)
    else thread = removeTurn(thread, some.id)
  }
  return thread
})

function add(thread: Thread, id: number, parent: number): Thread {
  return addTurn(thread, {
    id,
    key: `${id}`,
    parent,
    content: `${id}`,
    options: { model: 'm' },
    answer: emptyAnswer,
    seen: nothingSeen,
  })
}

test('C12: whatever is done, every turn has its parent, and its versions are its siblings', () => {
  fc.assert(
    fc.property(threads, ({ turns }) => {
      const ids = turns.map(({ id }) => id)
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      for (const { parent, versions } of turns) {
        expect([0, ...ids]).toContain(parent)
        expect(versions).toEqual(turns.filter((other) => other.parent === parent).map(({ id }) => id))
      }
    }),
  )
})

test('C12: the path that is shown starts at the beginning and ends where nothing follows', () => {
  fc.assert(
    fc.property(threads, (thread) => {
      const path = pathOf(thread)
      const last = path.at(-1)

      expect(path.map(({ parent }) => parent)).toEqual([0, ...path.map(({ id }) => id)].slice(0, path.length))
      expect(thread.turns.filter(({ parent }) => parent === (last?.id ?? 0))).toEqual([])
      expect(leadingTo(thread, last?.id ?? 0)).toEqual(path)
    }),
  )
})

test('C12: a turn that was just asked is the last of the path', () => {
  fc.assert(
    fc.property(threads, (thread) => {
      const path = pathOf(thread)

      const asked = add(thread, 1_000, path.at(-1)?.id ?? 0)

      expect(pathOf(asked).map(({ id }) => id)).toEqual([...path.map(({ id }) => id), 1_000])
    }),
  )
})

test('C12: a trimmed thread fits, and keeps the end of what is shown', () => {
  fc.assert(
    fc.property(threads, fc.integer({ min: 0, max: 12 }), (thread, maxTurns) => {
      const trimmed = trimThread(thread, { maxTurns, maxSize: Infinity, sizeOf: () => 1 })

      expect(trimmed.turns.length).toBe(Math.min(thread.turns.length, trimmed.turns.length))
      expect(trimmed.turns.length).toBeLessThanOrEqual(maxTurns)
      const kept = pathOf(trimmed).map(({ id }) => id)
      expect(kept).toEqual(
        pathOf(thread)
          .map(({ id }) => id)
          .slice(-Math.min(maxTurns, pathOf(thread).length) || Infinity),
      )
    }),
  )
})

test('trimming looks at each turn twice at most, however many do not fit', () => {
  const long = Array.from({ length: 2_000 }, (_, at) => at + 1).reduce(
    (thread, id) => add(thread, id, id - 1),
    emptyThread,
  )
  let looks = 0
  const trimmed = trimThread(long, { maxTurns: 200, maxSize: Infinity, sizeOf: () => (looks += 1) && 1 })

  expect(trimmed.turns.map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, at) => 1_801 + at))
  expect(looks).toBeLessThanOrEqual(4_000)
})
