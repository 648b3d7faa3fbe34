import { checkValue } from '../parameters/check-value.js'
import type { GenerationParameter, GenerationSchema } from '../parameters/parameter.js'
import type { ParameterValue } from '../parameters/value.js'
import { byStanding } from './by-standing.js'
import type { Beaten, Layer, Resolution, Resolved, Standing } from './layer.js'

/**
 * Answers for every parameter of a schema which value holds, who gave it, and what it beat. The schema's own defaults are
 * the lowest layer, `built-in` and assumed; of the others the last one listed wins within its standing, and `set` beats `reported`
 * beats `assumed`. Names that the schema lacks are ignored.
 *
 * What the schema refuses loses its say by standing. An assumed value is left out. A reported one is left out unless it is only
 * beyond a bound: the runtime does use it, whatever a family or a manifest allows. A set one always counts, because it is what
 * would be sent; `checkValues` tells what is wrong with it.
 */
export function resolve(schema: GenerationSchema, layers: readonly Layer[]): Resolution {
  const highestFirst = byStanding(layers).toReversed()
  return Object.fromEntries(
    Object.entries(schema).map(([name, parameter]) => [name, resolveOne(name, parameter, highestFirst)]),
  )
}

function resolveOne(name: string, parameter: GenerationParameter, highestFirst: readonly Layer[]): Resolved {
  const builtIn: Beaten = { layer: 'built-in', standing: 'assumed', value: parameter.default }
  const claims = highestFirst.flatMap((layer): readonly Beaten[] => {
    const value = Object.hasOwn(layer.values, name) ? layer.values[name] : undefined
    if (value === undefined || !counts(layer.standing, name, parameter, value)) return []
    return [{ layer: layer.name, standing: layer.standing, value }]
  })
  const [winner, ...beaten] = [...claims, builtIn]
  return { ...winner, beaten }
}

function counts(standing: Standing, name: string, parameter: GenerationParameter, value: ParameterValue): boolean {
  if (standing === 'set') return true
  const issues = checkValue(name, parameter, value)
  if (standing === 'assumed') return issues.length === 0
  return issues.every(({ code }) => code === 'parameter.min' || code === 'parameter.max')
}
