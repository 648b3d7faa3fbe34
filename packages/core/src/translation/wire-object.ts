import { VenomError } from '../errors/venom-error.js'
import type { Json } from '../parameters/value.js'

/** A path with dots between, and the value that stands there. */
export type WirePart = readonly [path: string, value: Json]

type Branch = Map<string, Branch | { readonly leaf: Json }>

/**
 * Builds the object that holds every value at its path: `options.seed` becomes `{options: {seed}}`. Names that JavaScript gives
 * a meaning, such as `__proto__`, are plain keys here and reach no prototype.
 *
 * @throws {VenomError} `schema.invalid` when two paths claim the same place.
 */
export function wireObject(parts: readonly WirePart[]): Readonly<Record<string, Json>> {
  const root: Branch = new Map()
  for (const [path, leaf] of parts) if (!plant(root, path.split('.'), leaf)) throw taken(path)
  return toObject(root)
}

function plant(branch: Branch, [key = '', ...rest]: readonly string[], leaf: Json): boolean {
  const there = branch.get(key)
  if (rest.length === 0) {
    if (there === undefined) branch.set(key, { leaf })
    return there === undefined
  }
  const next: Branch | { readonly leaf: Json } = there ?? new Map()
  if (!(next instanceof Map)) return false
  branch.set(key, next)
  return plant(next, rest, leaf)
}

// Object.fromEntries defines own properties, so no setter of a prototype runs.
function toObject(branch: Branch): Readonly<Record<string, Json>> {
  return Object.fromEntries([...branch].map(([key, part]) => [key, part instanceof Map ? toObject(part) : part.leaf]))
}

function taken(path: string): VenomError {
  const text = `Two rows of the mapping table claim \`${path}\` in the request. Give each its own place.`
  return new VenomError('schema.invalid', text, { details: { path } })
}
