import { clamp, clipSlider } from '../parameters/clip-range.js'
import type {
  GenerationParameter,
  GenerationSchema,
  ListParameter,
  NumberParameter,
  SliderRange,
} from '../parameters/parameter.js'
import type { ServerFacts } from '../runtime/health.js'
import { gate } from './gate.js'
import type { Mapping, MappingTable } from './mapping.js'

/** The widest range that a hand can choose from, in steps: a context of a million tokens. A seed has two thousand times as many. */
const mostSteps = 2 ** 20

/**
 * The schema that a server offers: the catalogue's parameters that have an open row in its table. Bound by bound, a hard limit of
 * the row replaces the catalogue's; where it does, the catalogue's range stays as the slider's, within the hard one, unless it has
 * more than a million stops to choose from. A default outside the hard range is moved into it, and one of too many entries is cut. `depends_on` keeps only what this server has too.
 */
export function toSchema(catalogue: GenerationSchema, table: MappingTable, server: ServerFacts): GenerationSchema {
  const offered = Object.entries(catalogue).flatMap(([name, parameter]): [string, GenerationParameter][] => {
    const row = Object.hasOwn(table, name) ? table[name] : undefined
    const state = row === undefined ? undefined : gate(row, server)
    return state?.open === true ? [[name, withLimits(parameter, state.mapping)]] : []
  })
  const names = new Set(offered.map(([name]) => name))
  return Object.fromEntries(offered.map(([name, parameter]) => [name, withKnownDependencies(parameter, names)]))
}

function withLimits(parameter: GenerationParameter, mapping: Mapping): GenerationParameter {
  if (parameter.type === 'list') return withMostEntries(parameter, mapping)
  if (parameter.type !== 'float' && parameter.type !== 'int') return parameter
  const min = mapping.min ?? parameter.min
  const max = mapping.max ?? parameter.max
  if (min === parameter.min && max === parameter.max) return parameter
  const lowest = min ?? -Infinity
  const highest = max ?? Infinity
  const { slider: _slider, ...kept } = parameter
  const range = clipSlider(parameter.slider ?? usualRange(parameter), lowest, highest)
  const slider = range !== undefined && isHandy(range, parameter.type) ? range : undefined
  return {
    ...kept,
    default: clamp(parameter.default, lowest, highest),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(slider !== undefined && { slider }),
  }
}

function withMostEntries(parameter: ListParameter, { max_entries }: Mapping): ListParameter {
  if (max_entries === undefined) return parameter
  return { ...parameter, max_entries, default: parameter.default.slice(0, max_entries) }
}

function usualRange({ min, max, step }: NumberParameter): SliderRange | undefined {
  if (min === undefined || max === undefined) return undefined
  return step === undefined ? { min, max } : { min, max, step }
}

/** Tells whether a hand can choose from the stops of a track. Where no step is known a form takes one that fits. */
function isHandy({ min, max, step, scale }: SliderRange, type: NumberParameter['type']): boolean {
  const distance = step ?? (type === 'int' ? 1 : Infinity)
  return scale === 'log' || (max - min) / distance <= mostSteps
}

function withKnownDependencies(parameter: GenerationParameter, names: ReadonlySet<string>): GenerationParameter {
  const { depends_on, ...rest } = parameter
  if (depends_on === undefined) return parameter
  const known = Object.entries(depends_on).filter(([name]) => names.has(name))
  return known.length === 0 ? rest : { ...rest, depends_on: Object.fromEntries(known) }
}
