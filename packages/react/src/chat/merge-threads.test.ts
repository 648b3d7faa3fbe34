import { emptyAnswer } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { reloaded } from './chat-failure.js'
import { mergeThreads } from './merge-threads.js'
import { addTurn, changeTurn, emptyThread, pathOf, removeTurn, showTurn, type Thread } from './thread.js'
import { nothingSeen, type Turn } from './turn.js'

interface Tab {
  readonly thread: Thread
  readonly lastId: number
  readonly removed: ReadonlySet<string>
}

const kinds = fc.constantFrom('send', 'again', 'show', 'remove', 'progress', 'finish')
const deeds = fc.array(fc.record({ kind: kinds, at: fc.nat() }), { maxLength: 20 })

// Two tabs that were one before, as if both had opened what a third had saved.
const twoTabs = fc.tuple(deeds, deeds, deeds).map(([before, one, other]) => {
  const common = act({ thread: emptyThread, lastId: 0, removed: new Set() }, before, 'c')
  return [act(common, one, 'a'), act(common, other, 'b')] as const
})

function act(tab: Tab, list: readonly { readonly kind: string; readonly at: number }[], name: string): Tab {
  let { thread, lastId, removed } = tab
  for (const { kind, at } of list) {
    const some = thread.turns[at % Math.max(thread.turns.length, 1)]
    const add = (parent: number): Thread => addTurn(thread, turn((lastId += 1), `${name}${lastId}`, parent))
    if (kind === 'send') thread = add(pathOf(thread).at(-1)?.id ?? 0)
    else if (some === undefined) continue
    else if (kind === 'again') thread = add(some.parent)
    else if (kind === 'show') thread = showTurn(thread, some.id)
    else if (kind === 'progress') thread = changeTurn(thread, some.id, (one) => progress(one))
    else if (kind === 'finish') thread = changeTurn(thread, some.id, finish)
    else {
      const left = removeTurn(thread, some.id)
      const keys = new Set(left.turns.map(({ key }) => key))
      removed = new Set([...removed, ...thread.turns.map(({ key }) => key).filter((key) => !keys.has(key))])
      thread = left
    }
  }
  return { thread, lastId, removed }
}

function turn(id: number, key: string, parent: number): Omit<Turn, 'versions'> {
  return { id, key, parent, content: key, options: { model: 'm' }, answer: emptyAnswer, seen: nothingSeen }
}

function progress(one: Turn): Turn {
  if (one.answer.state === 'finished') return one
  const seq = (one.task?.seq ?? 0) + 1
  return { ...one, task: { id: one.key, seq }, answer: { ...one.answer, state: 'writing', text: 'x'.repeat(seq) } }
}

function finish({ task: _over, ...one }: Turn): Turn {
  return { ...one, answer: { ...one.answer, state: 'finished', text: `all of ${one.key}` } }
}

function merge(mine: Tab, theirs: Tab): Tab {
  const removed = new Set([...mine.removed, ...theirs.removed])
  const { lastId } = mine
  const thread = mergeThreads(mine.thread, theirs.thread, { removed, lastId, isWrittenHere: () => false })
  return { thread, removed, lastId: Math.max(lastId, thread.turns.at(-1)?.id ?? 0) }
}

/** A thread without its ids, which may differ between tabs: of each turn what it follows, and how far it got. */
function shape({ turns }: Thread): Readonly<Record<string, unknown>> {
  const keys = new Map(turns.map(({ id, key }) => [id, key]))
  return Object.fromEntries(
    turns.map(({ key, parent, answer }) => [key, { after: keys.get(parent), state: answer.state, text: answer.text }]),
  )
}

test('C12: a merge loses no turn of either side but what somebody removed, and no finished answer', () => {
  fc.assert(
    fc.property(twoTabs, ([one, other]) => {
      const merged = merge(one, other)

      const all = [...one.thread.turns, ...other.thread.turns].filter(({ key }) => !merged.removed.has(key))
      const byKey = new Map(merged.thread.turns.map((turn) => [turn.key, turn]))
      expect(new Set(byKey.keys())).toEqual(new Set(all.map(({ key }) => key)))
      for (const { key, answer } of all.filter(({ answer }) => answer.state === 'finished')) {
        expect(byKey.get(key)?.answer).toEqual(answer)
      }
    }),
  )
})

test('C12: merging twice changes nothing, not even an identity', () => {
  fc.assert(
    fc.property(twoTabs, ([one, other]) => {
      const merged = merge(one, other)

      expect(merge(merged, other).thread).toBe(merged.thread)
      expect(merge(merged, merged).thread).toBe(merged.thread)
    }),
  )
})

test('C12: both tabs come to the same turns at the same places, whoever merges first', () => {
  fc.assert(
    fc.property(twoTabs, ([one, other]) => {
      const here = merge(one, other)
      const there = merge(other, one)

      expect(shape(here.thread)).toEqual(shape(there.thread))
      expect(merge(here, there).thread).toBe(here.thread)
    }),
  )
})

test('C12: a merged thread is a tree in order, which keeps its own ids and the path that is shown', () => {
  fc.assert(
    fc.property(twoTabs, ([one, other]) => {
      const { thread, removed } = merge(one, other)

      const ids = thread.turns.map(({ id }) => id)
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
      for (const { id, parent, versions } of thread.turns) {
        expect(parent).toBeLessThan(id)
        expect([0, ...ids]).toContain(parent)
        expect(versions).toEqual(thread.turns.filter((turn) => turn.parent === parent).map((turn) => turn.id))
      }
      const own = one.thread.turns.filter(({ key }) => !removed.has(key))
      expect(thread.turns.slice(0, own.length).map(({ id, key }) => [id, key])).toEqual(
        own.map(({ id, key }) => [id, key]),
      )
      const path = pathOf(one.thread).map(({ key }) => key)
      const isWhole = path.every((key) => !removed.has(key))
      expect(
        isWhole
          ? pathOf(thread)
              .slice(0, path.length)
              .map(({ key }) => key)
          : path,
      ).toEqual(path)
    }),
  )
})

test('C12: what is asked here is not replaced by what another tab saved of it', () => {
  const mine = addTurn(emptyThread, turn(1, 'a', 0))
  const theirs = changeTurn(mine, 1, progress)
  const options = { removed: new Set<string>(), lastId: 1 }

  expect(mergeThreads(mine, theirs, { ...options, isWrittenHere: (id) => id === 1 })).toBe(mine)
  expect(mergeThreads(mine, theirs, { ...options, isWrittenHere: () => false }).turns[0]?.task?.seq).toBe(1)
})

test('C12: an answer that was given up after a reload goes on when another tab still writes it', () => {
  const asked = addTurn(emptyThread, turn(1, 'a', 0))
  const givenUp = changeTurn(asked, 1, (one) => ({
    ...one,
    answer: { ...one.answer, state: 'failed', error: reloaded() },
  }))
  const options = { removed: new Set<string>(), lastId: 1, isWrittenHere: () => false }

  expect(mergeThreads(givenUp, asked, options)).toBe(givenUp)
  expect(mergeThreads(givenUp, changeTurn(asked, 1, progress), options).turns[0]?.answer.state).toBe('writing')
})
