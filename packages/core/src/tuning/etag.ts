import type { Values } from '../parameters/value.js'
import type { SavedOverride } from './storage.js'

/**
 * Names a saved state: its revision and a digest of its values. A revision alone does not: in a database that was restored
 * from a copy, or in another one, it is counted to a second time.
 */
export function toEtag({ revision, values }: SavedOverride): string {
  return `${revision}-${digest(values)}`
}

/** Tells whether a precondition names this state: by its etag or, as people write it, by its revision alone. */
export function isEtagOf(given: string, saved: SavedOverride): boolean {
  return given === toEtag(saved) || given === String(saved.revision)
}

// FNV-1a with 64 bits: it tells states apart and keeps no secret. https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
const offsetBasis = 0xcb_f2_9c_e4_84_22_23_25n
const prime = 0x1_00_00_00_01_b3n

function digest(values: Values): string {
  const sorted = Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1))
  let hash = offsetBasis
  for (const byte of new TextEncoder().encode(JSON.stringify(sorted))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime)
  }
  return hash.toString(16).padStart(16, '0')
}
