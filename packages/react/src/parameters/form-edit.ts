import type { Issue } from '@venom/core'

import { parseNumberOf } from './arithmetic/number-text.js'
import { type Edit, type Entry, type FormData, isNumeric, placeOf, same } from './form-data.js'

/** Changes entries: of these names, or all. A change of a value takes the refusals that it may have mended. */
export function edit(
  data: FormData,
  names: readonly string[] | undefined,
  change: (entry: Entry, name: string) => Edit,
): FormData {
  const entries = new Map(data.entries)
  const changed = new Set<string | undefined>()
  for (const name of names ?? data.entries.keys()) {
    const entry = data.entries.get(name)
    if (entry === undefined) continue
    const next = { ...entry, ...change(entry, name) }
    entries.set(name, next)
    if (!same(next.set, entry.set) || next.isHalfTyped !== entry.isHalfTyped) changed.add(name)
  }
  if (changed.size === 0) return { ...data, entries }
  // Those that stand at no field. A rule can be kept again by any of the values that it compares.
  changed.add(undefined)
  const stays = (issue: Issue): boolean => issue.code !== 'parameter.rule' && !changed.has(placeOf(issue, entries))
  return { ...data, entries, refusals: data.refusals.every(stays) ? data.refusals : data.refusals.filter(stays) }
}

/** What a text means in the field of a parameter. A text in any other field than that of a number means nothing. */
export function typed(entry: Entry, text: string, tag: string | undefined): Edit {
  const { parameter, set } = entry
  if (!isNumeric(parameter)) return entry
  if (text.trim() === '') return { set: undefined, text, isHalfTyped: false }
  const number = parseNumberOf(parameter, text, tag)
  return { set: number ?? set, text, isHalfTyped: number === undefined }
}
