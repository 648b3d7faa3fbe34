import { VenomError } from '../errors/venom-error.js'
import { limits } from './limits.js'
import { narrowParameter } from './narrow-parameter.js'
import type { GenerationSchema, SchemaPatch } from './parameter.js'

/**
 * Applies patches, first to last, to the schema that a runtime offers. A parameter that is there is only narrowed: a wider
 * bound or a new option is ignored, a range that lies outside is moved to the nearest bound, and its default and slider are moved
 * into what remains. A whole parameter that is not there is added; a part of one is ignored, as there is nothing to narrow.
 *
 * @throws {VenomError} `schema.invalid` when a patch changes a type, leaves no option, or makes more than 256 parameters.
 */
export function composeSchema(runtime: GenerationSchema, ...patches: readonly SchemaPatch[]): GenerationSchema {
  const parameters = new Map(Object.entries(runtime))
  for (const [name, change] of patches.flatMap((patch) => Object.entries(patch))) {
    const current = parameters.get(name)
    if (current !== undefined) parameters.set(name, narrowParameter(name, current, change))
    else if ('type' in change) parameters.set(name, change)
  }
  if (parameters.size > limits.parameters) {
    const text = `Together they are ${parameters.size} parameters. Leave some out: ${limits.parameters} are allowed.`
    throw new VenomError('schema.invalid', text)
  }
  return Object.fromEntries(parameters)
}
