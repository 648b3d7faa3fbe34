import { VenomError } from '../errors/venom-error.js'
import { clamp, clipSlider } from './clip-range.js'
import type {
  BoolParameter,
  EnumParameter,
  GenerationParameter,
  ListParameter,
  NumberParameter,
  ParameterNarrowing,
  StringParameter,
} from './parameter.js'
import { notesShape } from './parameter-shape.js'
import type { ParameterValue } from './value.js'

type Change<P extends GenerationParameter> = P | ParameterNarrowing

/**
 * Narrows one parameter by a patch, which may also say its texts anew. Never widens it.
 *
 * @throws {VenomError} `schema.invalid` when the patch is for another type, leaves no option, or has a default or bound that the type
 * cannot have.
 */
export function narrowParameter(
  name: string,
  current: GenerationParameter,
  change: Change<GenerationParameter>,
): GenerationParameter {
  if (isNumeric(current) && isFor(isNumeric, current, change)) return narrowNumber(name, current, change)
  if (isEnum(current) && isFor(isEnum, current, change)) return narrowEnum(name, current, change)
  if (isList(current) && isFor(isList, current, change)) return narrowList(name, current, change)
  if (isPlain(current) && isFor(isPlain, current, change)) return narrowPlain(name, current, change)
  const wanted = 'type' in change ? change.type : 'something else'
  throw invalid(name, `is ${current.type} here, and a patch makes it ${wanted}. Keep the type, or take another name.`)
}

function narrowNumber(name: string, current: NumberParameter, change: Change<NumberParameter>): NumberParameter {
  const whole = current.type === 'int'
  const lowest = current.min ?? -Infinity
  const highest = current.max ?? Infinity
  const wantedMin = change.min ?? -Infinity
  const wantedMax = change.max ?? Infinity
  const min = clamp(whole ? Math.ceil(wantedMin) : wantedMin, lowest, highest)
  const max = clamp(whole ? Math.floor(wantedMax) : wantedMax, min, highest)
  if (whole && [min, max].some((bound) => Number.isFinite(bound) && !Number.isSafeInteger(bound))) {
    throw invalid(name, `is int, and a patch gives it a bound beyond ±${Number.MAX_SAFE_INTEGER}. Mend the bound.`)
  }
  const wanted = change.default ?? current.default
  if (typeof wanted !== 'number' || !(whole ? Number.isSafeInteger(wanted) : Number.isFinite(wanted))) {
    throw wrongDefault(name, current, wanted)
  }
  const { min: _min, max: _max, slider: _slider, ...kept } = current
  const step = 'type' in change ? change.step : undefined
  const slider = clipSlider(('type' in change ? change.slider : undefined) ?? current.slider, min, max)
  return {
    ...kept,
    ...notesShape.parse(change),
    default: clamp(wanted, min, max),
    ...(Number.isFinite(min) && { min }),
    ...(Number.isFinite(max) && { max }),
    ...(step !== undefined && { step }),
    ...(slider !== undefined && { slider }),
  }
}

function narrowEnum(name: string, current: EnumParameter, change: Change<EnumParameter>): EnumParameter {
  const options = remaining(name, current.options, change.options)
  const wanted = change.default ?? current.default
  if (typeof wanted !== 'string' && typeof wanted !== 'number') throw wrongDefault(name, current, wanted)
  const fallback = options.includes(current.default) ? current.default : options[0]
  return {
    ...current,
    ...notesShape.parse(change),
    options,
    default: options.includes(wanted) ? wanted : fallback,
  }
}

function narrowList(name: string, current: ListParameter, change: Change<ListParameter>): ListParameter {
  const listed: readonly (string | number)[] | undefined = change.options
  const asked = listed?.filter((option) => typeof option === 'string')
  const options = asked === undefined ? current.options : remaining(name, current.options ?? asked, asked)
  const wanted = change.default ?? current.default
  if (typeof wanted !== 'object') throw wrongDefault(name, current, wanted)
  const most = Math.min(current.max_entries ?? Infinity, change.max_entries ?? Infinity)
  const allowed = wanted.filter((entry) => options === undefined || options.includes(entry))
  return {
    ...current,
    ...notesShape.parse(change),
    default: (options === undefined ? allowed : [...new Set(allowed)]).slice(0, most),
    ...(options !== undefined && { options }),
    ...(Number.isFinite(most) && { max_entries: most }),
  }
}

function narrowPlain<P extends BoolParameter | StringParameter>(name: string, current: P, change: Change<P>): P {
  const wanted = change.default ?? current.default
  if (typeof wanted !== typeof current.default) throw wrongDefault(name, current, wanted)
  return { ...current, ...notesShape.parse(change), default: wanted }
}

function remaining<T extends string | number>(
  name: string,
  options: readonly T[],
  wanted: readonly (string | number)[] | undefined,
): readonly [T, ...T[]] {
  const [first, ...rest] = options.filter((option) => wanted === undefined || wanted.includes(option))
  if (first === undefined) throw invalid(name, 'has no option left after a patch. Keep at least one of its options.')
  return [first, ...rest]
}

function isNumeric(parameter: GenerationParameter): parameter is NumberParameter {
  return parameter.type === 'float' || parameter.type === 'int'
}

function isEnum(parameter: GenerationParameter): parameter is EnumParameter {
  return parameter.type === 'enum'
}

function isList(parameter: GenerationParameter): parameter is ListParameter {
  return parameter.type === 'list'
}

function isPlain(parameter: GenerationParameter): parameter is BoolParameter | StringParameter {
  return parameter.type === 'bool' || parameter.type === 'string'
}

function isFor<P extends GenerationParameter>(
  is: (parameter: GenerationParameter) => parameter is P,
  current: P,
  change: Change<GenerationParameter>,
): change is Change<P> {
  return !('type' in change) || (change.type === current.type && is(change))
}

function wrongDefault(name: string, current: GenerationParameter, wanted: ParameterValue): VenomError {
  return invalid(
    name,
    `is ${current.type}, and a patch gives it the default ${JSON.stringify(wanted)}. Mend the default.`,
  )
}

function invalid(name: string, text: string): VenomError {
  return new VenomError('schema.invalid', `\`${name}\` ${text}`, { details: { path: name } })
}
