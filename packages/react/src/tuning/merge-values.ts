import { type ParameterValue, sameValue, type Values } from '@venom/core'

/** What became of one parameter; absent is not set. */
export interface ValueChange {
  readonly name: string
  readonly before: ParameterValue | undefined
  readonly after: ParameterValue | undefined
}

/** One parameter that both sides changed, each to something else; absent is not set. */
export interface MergeConflict {
  readonly name: string
  readonly base: ParameterValue | undefined
  readonly yours: ParameterValue | undefined
  readonly theirs: ParameterValue | undefined
}

/** What comes of two sides that started from one set. */
export interface Merge {
  /** Every change of either side. Where they disagree it holds yours, until somebody decides. */
  readonly values: Values
  /** What the other side changed and you did not. */
  readonly taken: readonly ValueChange[]
  readonly conflicts: readonly MergeConflict[]
}

/**
 * Merges two changed sets of values that started from the same one, name by name. What one side changed is taken; what both
 * changed to the same value is taken once; what both changed to different values is a conflict. To unset a value is a change
 * as well.
 */
export function mergeValues(base: Values, yours: Values, theirs: Values): Merge {
  const names = [...new Set([base, yours, theirs].flatMap((values) => Object.keys(values)))]
  const merged: [string, ParameterValue][] = []
  const taken: ValueChange[] = []
  const conflicts: MergeConflict[] = []
  for (const name of names) {
    const sides = { base: own(base, name), yours: own(yours, name), theirs: own(theirs, name) }
    const isTheirs = isSame(sides.base, sides.yours)
    const value = isTheirs ? sides.theirs : sides.yours
    if (value !== undefined) merged.push([name, value])
    if (isSame(sides.yours, sides.theirs) || isSame(sides.base, sides.theirs)) continue
    if (isTheirs) taken.push({ name, before: sides.base, after: sides.theirs })
    else conflicts.push({ name, ...sides })
  }
  return { values: Object.fromEntries(merged), taken, conflicts }
}

/** What differs between two sets of values, in the order of their names. */
export function diffValues(before: Values, after: Values): readonly ValueChange[] {
  return mergeValues(before, before, after).taken
}

/** The value of a name that a set itself holds, whatever every object has by that name. */
export function own(values: Values, name: string): ParameterValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/** Tells whether two values are the same; not set is the same as not set. */
export function isSame(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameValue(a, b)
}
