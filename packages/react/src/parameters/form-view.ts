import { checkRules, checkValue, type Issue, type Values } from '@venom/core'

import type { FieldState, FormState } from './form.js'
import { collect, type Entry, type FormData, isChanged, own, placeOf, same, valueOf } from './form-data.js'
import { keep } from './keep.js'

/** A form as it was, and what it showed. */
export interface Shown {
  readonly data: FormData
  readonly state: FormState
}

/** What a form shows. Every part that says the same as before is the same object as before. */
export function toState(data: FormData, shownBefore?: Shown): FormState {
  const { schema, entries, refusals } = data
  const before = shownBefore?.state
  const rules = checkRules(collect(entries, (entry) => valueOf(entry) ?? setBelow(entry)))
  const shown = [...entries].map(([name, entry]) => {
    const known = before && own(before.fields, name)
    if (known !== undefined && isUntouched(name, known, data, shownBefore, rules)) return known
    const refused = refusals.filter((issue) => placeOf(issue, entries) === name)
    return keep(known, toField(name, entry, entries, rules, refused))
  })
  const saved = collect(entries, (entry) => entry.saved)
  return keep(before, {
    schema: keep(before?.schema, schema),
    names: keep(before?.names, [...entries.keys()]),
    fields: keep(before?.fields, Object.fromEntries(shown.map((field) => [field.name, field]))),
    values: keep(before?.values, collect(entries, valueOf)),
    saved: keep(before?.saved, saved),
    changes: shown.filter((field) => field.isChanged).length,
    problems: shown.filter(({ issues }) => issues.length > 0).length,
    unplaced: refusals.filter((issue) => placeOf(issue, entries) === undefined),
  })
}

/** A slider in motion changes one field of many: the others are not worked out again. */
function isUntouched(
  name: string,
  known: FieldState,
  { entries, refusals }: FormData,
  before: Shown | undefined,
  rules: readonly Issue[],
): boolean {
  return (
    before?.data.entries.get(name) === entries.get(name) &&
    before?.data.refusals === refusals &&
    known.parameter.depends_on === undefined &&
    !known.issues.some(({ code }) => code === 'parameter.rule') &&
    !rules.some(({ path }) => path === name)
  )
}

function toField(
  name: string,
  entry: Entry,
  entries: FormData['entries'],
  rules: readonly Issue[],
  refused: readonly Issue[],
): FieldState {
  const { parameter, below, saved, set, text, isHalfTyped } = entry
  const isSet = set !== undefined
  const judged = isHalfTyped ? text : set
  // A type that core does not know yet, in a schema that nobody parsed, is not judged.
  const wrong: readonly Issue[] | undefined = judged === undefined ? [] : checkValue(name, parameter, judged)
  const local = [...(wrong ?? []), ...rules.filter(({ path }) => path === name)]
  const isSaid = (one: Issue): boolean => local.some(({ path, code }) => path === one.path && code === one.code)
  return {
    name,
    parameter,
    value: set ?? below.value,
    isSet,
    isChanged: isChanged(entry),
    saved,
    below,
    layer: isSet ? 'override' : below.layer,
    standing: isSet ? 'set' : below.standing,
    issues: [...local, ...refused.filter((one) => !isSaid(one))],
    text,
    needs: needsOf(parameter.depends_on ?? {}, entries),
  }
}

/** What of a condition is not met. A parameter that is not there cannot be brought to anything, so it asks for nothing. */
function needsOf(condition: Values, entries: FormData['entries']): Values | undefined {
  const missing = Object.entries(condition).filter(([name, wanted]) => {
    const other = entries.get(name)
    return other !== undefined && !same(wanted, other.set ?? other.below.value)
  })
  return missing.length === 0 ? undefined : Object.fromEntries(missing)
}

function setBelow({ below }: Entry): Entry['set'] {
  return below.standing === 'set' ? below.value : undefined
}
