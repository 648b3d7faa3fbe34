import type { ParameterValue, Values } from '@venom/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { diffValues, isSame, mergeValues, own } from './merge-values.js'

const value: fc.Arbitrary<ParameterValue> = fc.oneof(
  fc.constantFrom(0.3, 0.9, -0, 0),
  fc.boolean(),
  fc.constantFrom('a', 'b'),
  fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
)
// Few names, so that sides meet; two that every object has by itself.
const values: fc.Arbitrary<Values> = fc.dictionary(
  fc.constantFrom('temperature', 'top_k', 'stop', '__proto__', 'constructor'),
  value,
)
const namesOf = (...sets: readonly Values[]): readonly string[] => [...new Set(sets.flatMap((set) => Object.keys(set)))]

test('T11: what one side changed is taken, and what both changed differently is left to a person', () => {
  const merge = mergeValues(
    { temperature: 0.7, top_k: 40, seed: 1 },
    { temperature: 0.3, top_k: 40, stop: ['END'] },
    { temperature: 0.9, top_k: 20, seed: 1 },
  )

  expect(merge).toEqual({
    values: { temperature: 0.3, top_k: 20, stop: ['END'] },
    taken: [{ name: 'top_k', before: 40, after: 20 }],
    conflicts: [{ name: 'temperature', base: 0.7, yours: 0.3, theirs: 0.9 }],
  })
})

test('T11: to unset against a change is a conflict, and both unsetting is none', () => {
  expect(mergeValues({ top_k: 40 }, {}, { top_k: 20 }).conflicts).toEqual([
    { name: 'top_k', base: 40, yours: undefined, theirs: 20 },
  ])
  expect(mergeValues({ top_k: 40 }, {}, {})).toEqual({ values: {}, taken: [], conflicts: [] })
})

test('T11: every change of either side is merged, or named as a conflict', () => {
  fc.assert(
    fc.property(values, values, values, (base, yours, theirs) => {
      const merge = mergeValues(base, yours, theirs)
      const conflicts = new Set(merge.conflicts.map(({ name }) => name))

      const isLost = namesOf(base, yours, theirs).filter((name) => {
        const changed = [yours, theirs].map((side) => own(side, name)).filter((side) => !isSame(side, own(base, name)))
        const result = own(merge.values, name)
        if (changed.length === 0) return !isSame(result, own(base, name))
        return !conflicts.has(name) && changed.some((side) => !isSame(side, result))
      })

      expect(isLost).toEqual([])
    }),
  )
})

test('T11: a conflict is never invented, and what was taken is really theirs alone', () => {
  fc.assert(
    fc.property(values, values, values, (base, yours, theirs) => {
      const { conflicts, taken } = mergeValues(base, yours, theirs)

      expect(
        conflicts.filter(
          ({ name, ...sides }) =>
            isSame(sides.yours, sides.theirs) ||
            isSame(own(yours, name), own(base, name)) ||
            isSame(own(theirs, name), own(base, name)),
        ),
      ).toEqual([])
      expect(taken.filter(({ name }) => !isSame(own(yours, name), own(base, name)))).toEqual([])
    }),
  )
})

test('merging is the same from either side but for who is called yours', () => {
  fc.assert(
    fc.property(values, values, values, (base, mine, other) => {
      const names = (merge: ReturnType<typeof mergeValues>): readonly string[] =>
        merge.conflicts.map(({ name }) => name).toSorted()

      expect(names(mergeValues(base, mine, other))).toEqual(names(mergeValues(base, other, mine)))
    }),
  )
})

test('a difference put onto the old set makes the new one', () => {
  fc.assert(
    fc.property(values, values, (before, after) => {
      const changed = new Map(Object.entries(before))
      for (const change of diffValues(before, after)) {
        if (change.after === undefined) changed.delete(change.name)
        else changed.set(change.name, change.after)
      }

      expect(namesOf(after).toSorted()).toEqual([...changed.keys()].toSorted())
      expect(namesOf(after).filter((name) => !isSame(changed.get(name), own(after, name)))).toEqual([])
    }),
  )
})
