import type { Values } from '@venom/core'

import type { ParameterForm } from '../parameters/form.js'
import { draftOf, knownValues, setDraft } from './draft.js'
import { isSame, type Merge, mergeValues, own } from './merge-values.js'
import { type ConflictField, conflictStanding, type TuningConfig } from './tuning-state.js'

/** The two sides of a merge: a draft, and the saved values that it started from. */
export interface DraftSides {
  readonly base: Values
  readonly yours: Values
}

/** What came of a new state of the server and a draft. */
export interface Adopted extends Merge {
  /** Names of changes that had to go, as their parameters are gone. */
  readonly dropped: readonly string[]
}

/** Takes a new state of the server into a form and merges the draft with it. Parameters that are gone are no conflict: they are dropped. */
export function adoptConfig(
  form: ParameterForm,
  reply: Pick<TuningConfig, 'generation_schema' | 'sources'>,
  { base, yours }: DraftSides = sidesOf(form),
): Adopted {
  const dropped = form.load({ schema: reply.generation_schema, sources: reply.sources })
  const state = form.get()
  const merge = mergeValues(knownValues(state, base), knownValues(state, yours), state.saved)
  setDraft(form, merge.values)
  return { ...merge, dropped }
}

/** The draft of a form, and what is saved. */
function sidesOf(form: ParameterForm): DraftSides {
  const state = form.get()
  return { base: state.saved, yours: draftOf(state) }
}

/** The conflicts after a merge: the new ones, and those of before that still stand between the draft and what is saved. */
export function carryConflicts(
  before: readonly ConflictField[],
  { conflicts }: Merge,
  form: ParameterForm,
): readonly ConflictField[] {
  const { base: saved, yours } = sidesOf(form)
  const fresh = new Set(conflicts.map(({ name }) => name))
  return [
    ...before.filter(({ name }) => !fresh.has(name) && !isSame(own(yours, name), own(saved, name))),
    ...conflicts.map((conflict) => ({ ...conflict, keepsYours: false })),
  ]
}

/** The sides of a draft to be kept: what is not decided yet starts from where it began, so that it is asked again. */
export function undecidedSides(form: ParameterForm, conflicts: readonly ConflictField[]): DraftSides {
  const { base, yours } = sidesOf(form)
  const open = conflicts.filter((field) => conflictStanding(field, own(yours, field.name)) === 'open')
  const began = new Map(Object.entries(base))
  for (const field of open) {
    if (field.base === undefined) began.delete(field.name)
    else began.set(field.name, field.base)
  }
  return { base: Object.fromEntries(began), yours }
}
