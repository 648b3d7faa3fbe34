import { checkValue } from './check-value.js'
import type { GenerationParameter, NumberParameter, SliderRange } from './parameter.js'

/** One thing that is wrong with a schema: where, and what to mend. */
export interface SchemaProblem {
  readonly path: string
  readonly message: string
}

/** Checks that the parts of one parameter agree with each other, and returns everything that does not. */
export function checkParameter(name: string, parameter: GenerationParameter): readonly SchemaProblem[] {
  const problems = 'options' in parameter ? checkOptions(name, parameter.options ?? []) : []
  const range = parameter.type === 'float' || parameter.type === 'int' ? checkRange(name, parameter) : []
  if (problems.length > 0 || range.length > 0) return [...problems, ...range]
  return checkValue(`${name}.default`, parameter, parameter.default)
}

/** Checks a pair of bounds, either of which may be absent. */
export function checkBounds(name: string, min: number | undefined, max: number | undefined): readonly SchemaProblem[] {
  if (min === undefined || max === undefined || min <= max) return []
  return [problem(`${name}.min`, `is ${min}, above max ${max}. Swap or mend them.`)]
}

function checkOptions(name: string, options: readonly (string | number)[]): readonly SchemaProblem[] {
  if (options.length === 0) return [problem(`${name}.options`, 'is empty. Give at least one option, or leave it out.')]
  const twice = options.find((option, index) => options.indexOf(option) !== index)
  if (twice === undefined) return []
  return [problem(`${name}.options`, `holds ${JSON.stringify(twice)} twice. Give each option once.`)]
}

function checkRange(name: string, parameter: NumberParameter): readonly SchemaProblem[] {
  const { type, min, max, step, slider } = parameter
  return [
    ...checkBounds(name, min, max),
    ...(type === 'int' ? checkWhole(name, { min, max, step }) : []),
    ...checkStep(`${name}.step`, step),
    ...(slider === undefined ? [] : checkSlider(name, parameter, slider)),
  ]
}

function checkWhole(name: string, parts: Readonly<Record<string, number | undefined>>): readonly SchemaProblem[] {
  return Object.entries(parts).flatMap(([key, part]) =>
    part === undefined || Number.isSafeInteger(part)
      ? []
      : [problem(`${name}.${key}`, `is ${part}, but the type is int. Give a whole number.`)],
  )
}

function checkStep(path: string, step: number | undefined): readonly SchemaProblem[] {
  return step === undefined || step > 0 ? [] : [problem(path, `is ${step}. Give a step above 0.`)]
}

function checkSlider(name: string, { type, min, max }: NumberParameter, slider: SliderRange): readonly SchemaProblem[] {
  const path = `${name}.slider`
  if (slider.min >= slider.max)
    return [problem(path, `runs from ${slider.min} to ${slider.max}. Let min be below max.`)]
  if (slider.min < (min ?? -Infinity) || slider.max > (max ?? Infinity)) {
    return [problem(path, 'reaches outside min and max, where every value is refused. Keep it within them.')]
  }
  if (slider.scale === 'log' && slider.min <= 0) {
    return [problem(`${path}.min`, `is ${slider.min}. A log scale starts above 0.`)]
  }
  const whole = type === 'int' ? checkWhole(path, { min: slider.min, max: slider.max, step: slider.step }) : []
  return [...whole, ...checkStep(`${path}.step`, slider.step)]
}

function problem(path: string, text: string): SchemaProblem {
  return { path, message: `\`${path}\` ${text}` }
}
