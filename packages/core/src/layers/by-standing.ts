import type { Layer, Standing } from './layer.js'

const ranks: Readonly<Record<Standing, number>> = { assumed: 0, reported: 1, set: 2 }

/**
 * Orders layers by what they can be relied on for: assumed, reported, set; within one standing as they were listed. What is set
 * is sent, so it is in force wherever its layer stands; what the runtime reports is in force unless something is set.
 */
export function byStanding(layers: readonly Layer[]): readonly Layer[] {
  return layers.toSorted((a, b) => ranks[a.standing] - ranks[b.standing])
}
