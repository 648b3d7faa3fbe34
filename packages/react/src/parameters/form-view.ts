import { checkRules, checkValue, type Issue, type Values } from '@venom/core'

import type { FieldState, FormState } from './form.js'
import { collect, type Entry, type FormData, isChanged, own, placeOf, same, valueOf } from './form-data.js'
import { keep } from './keep.js'

/** A form, and what it shows. */
export interface Shown {
  readonly data: FormData
  /** Rules between values that are not kept. */
  readonly rules: readonly Issue[]
  readonly state: FormState
}

/**
 * What a form shows. Every part that says the same as before is the same object as before. A slider in motion changes one field of many:
 * the others are not worked out again.
 */
export function toShown(data: FormData, before?: Shown): Shown {
  const { schema, entries, refusals } = data
  const rules = checkRules(collect(entries, (entry) => valueOf(entry) ?? setBelow(entry)))
  const isQuiet = before?.data.refusals === refusals && before.rules.length === 0 && rules.length === 0
  const fields: [name: string, field: FieldState][] = []
  let changes = 0
  let problems = 0
  for (const [name, entry] of entries) {
    const known = before && own(before.state.fields, name)
    const isUntouched = isQuiet && before.data.entries.get(name) === entry && entry.parameter.depends_on === undefined
    const field = isUntouched && known !== undefined ? known : keep(known, toField(name, entry, data, rules))
    fields.push([name, field])
    if (field.isChanged) changes += 1
    if (field.issues.length > 0) problems += 1
  }
  const isSameSchema = before?.data.schema === schema
  const next: FormState = {
    schema: isSameSchema ? before.state.schema : keep(before?.state.schema, schema),
    names: isSameSchema ? before.state.names : keep(before?.state.names, [...entries.keys()]),
    fields: keep(before?.state.fields, Object.fromEntries(fields)),
    values: keep(before?.state.values, collect(entries, valueOf)),
    saved: keep(
      before?.state.saved,
      collect(entries, ({ saved }) => saved),
    ),
    changes,
    problems,
    unplaced: keep(
      before?.state.unplaced,
      refusals.filter((issue) => placeOf(issue, entries) === undefined),
    ),
  }
  return { data, rules, state: before !== undefined && isShallowlySame(before.state, next) ? before.state : next }
}

function isShallowlySame(a: FormState, b: FormState): boolean {
  return (
    a.schema === b.schema &&
    a.names === b.names &&
    a.fields === b.fields &&
    a.values === b.values &&
    a.saved === b.saved &&
    a.unplaced === b.unplaced
  )
}

function toField(name: string, entry: Entry, { entries, refusals }: FormData, rules: readonly Issue[]): FieldState {
  const { parameter, below, saved, set, text, isHalfTyped } = entry
  const isSet = set !== undefined
  const judged = isHalfTyped ? text : set
  // A type that core does not know yet, in a schema that nobody parsed, is not judged.
  const wrong: readonly Issue[] | undefined = judged === undefined ? [] : checkValue(name, parameter, judged)
  const local = [...(wrong ?? []), ...rules.filter(({ path }) => path === name)]
  const isSaid = (one: Issue): boolean => local.some(({ path, code }) => path === one.path && code === one.code)
  const refused = refusals.filter((one) => placeOf(one, entries) === name && !isSaid(one))
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
    issues: [...local, ...refused],
    refused,
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
