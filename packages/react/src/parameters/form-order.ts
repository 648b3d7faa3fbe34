import type { GenerationParameter, GenerationSchema } from '@venom/core'

/** Groups in the order of display. Those that are not named stand in the gap, by name. */
const known = ['sampling', 'length', 'penalties', '…', undefined, 'experimental']

/** The parameters of a schema in the order of display: what is used most first, then other groups by name, what is experimental last. */
export function inOrder(schema: GenerationSchema): readonly (readonly [string, GenerationParameter])[] {
  return Object.entries(schema).sort(
    ([a, one], [b, other]) =>
      rankOf(one) - rankOf(other) ||
      compare(one.group ?? '', other.group ?? '') ||
      // Two that have no order give NaN, and the names decide.
      (one.order ?? Infinity) - (other.order ?? Infinity) ||
      compare(a, b),
  )
}

function rankOf({ group }: GenerationParameter): number {
  const rank = known.indexOf(group)
  return rank < 0 ? known.indexOf('…') : rank
}

/** By code units, so that a server and a browser agree whatever their languages are. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
