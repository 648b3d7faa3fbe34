/** Anything JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A value of one parameter: a number, a switch, a text or option, or the entries of a list. */
export type ParameterValue = number | boolean | string | readonly string[]

/** Values by neutral parameter name. A name that is absent has no value here; there is no null. */
export type Values = Readonly<Record<string, ParameterValue>>

/** Tells whether two values are the same, lists entry by entry in order. */
export function sameValue(a: ParameterValue, b: ParameterValue): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return Object.is(a, b)
  return a.length === b.length && a.every((entry, index) => entry === b[index])
}

/** Tells whether two sets of values hold the same names with the same values. */
export function sameValues(a: Values, b: Values): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => sameEntry(a[name], b[name]))
}

function sameEntry(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(a, b)
}
