import {
  type Beaten,
  type GenerationParameter,
  type GenerationSchema,
  type Issue,
  type NumberParameter,
  type ParameterValue,
  sameValue,
  type Values,
} from '@venom/core'

import type { FormSource } from './form.js'
import { inOrder } from './form-order.js'

/** All that is known of one field; what it shows follows from it. */
export interface Entry {
  readonly parameter: GenerationParameter
  readonly below: Beaten
  readonly saved: ParameterValue | undefined
  /** The value of the draft. While a number is half typed, the last good one: a slider stays where it is. */
  readonly set: ParameterValue | undefined
  readonly text: string | undefined
  /** The text is no number. */
  readonly isHalfTyped: boolean
}

/** All that is known of a form, by name, in the order of display. */
export interface FormData {
  readonly schema: GenerationSchema
  readonly entries: ReadonlyMap<string, Entry>
  /** What the server refused and what was not changed since. */
  readonly refusals: readonly Issue[]
}

/** Builds a form anew from a source. What is not saved in `before` is kept, unless the source says what the draft is. */
export function build({ schema, sources, values }: FormSource, before?: FormData): FormData {
  const entries = inOrder(schema).map(([name, parameter]): [string, Entry] => {
    const old = before?.entries.get(name)
    const given = values && own(values, name)
    const resolved = sources && own(sources, name)
    const claims: readonly Beaten[] = resolved ? [resolved, ...resolved.beaten] : []
    const override = claims.find(({ layer }) => layer === 'override')?.value
    const saved = sources ? override : values ? given : old?.saved
    const below = claims.find(({ layer }) => layer !== 'override') ?? builtIn(parameter)
    const set = values ? given : old && isChanged(old) ? old.set : saved
    const isTyped = old !== undefined && !values && isNumeric(parameter) && same(set, old.set)
    return [
      name,
      { parameter, below, saved, ...settled(set), ...(isTyped && { text: old.text, isHalfTyped: old.isHalfTyped }) },
    ]
  })
  return { schema, entries: new Map(entries), refusals: [] }
}

/** What an edit can change of a field. */
export type Edit = Pick<Entry, 'set' | 'text' | 'isHalfTyped'>

/** A value that nobody is typing. */
export function settled(set: ParameterValue | undefined): Edit {
  return { set, text: undefined, isHalfTyped: false }
}

/** Tells whether a field differs from what is saved. */
export function isChanged({ set, saved, isHalfTyped }: Entry): boolean {
  return isHalfTyped || !same(set, saved)
}

/** Tells whether a parameter is a number. */
export function isNumeric(parameter: GenerationParameter): parameter is NumberParameter {
  return parameter.type === 'float' || parameter.type === 'int'
}

/** Tells whether two values, each of them perhaps absent, are the same. */
export function same(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameValue(a, b)
}

/** The entry of a record that is its own: a name from outside can be `constructor`. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** What the draft says of a name: nothing while its number is half typed. */
export function valueOf({ set, isHalfTyped }: Entry): ParameterValue | undefined {
  return isHalfTyped ? undefined : set
}

/** The name of the field that an issue is about. The entry of a list is `stop.2`, and a name has no dot in it. */
export function placeOf({ path }: Issue, entries: FormData['entries']): string | undefined {
  return [path, path.replace(/\.\d+$/, '')].find((name) => entries.has(name))
}

/** Collects one value of each entry that has it. */
export function collect(entries: FormData['entries'], pick: (entry: Entry) => ParameterValue | undefined): Values {
  const picked: [name: string, value: ParameterValue][] = []
  for (const [name, entry] of entries) {
    const value = pick(entry)
    if (value !== undefined) picked.push([name, value])
  }
  return Object.fromEntries(picked)
}

function builtIn({ default: value }: GenerationParameter): Beaten {
  return { layer: 'built-in', standing: 'assumed', value }
}
