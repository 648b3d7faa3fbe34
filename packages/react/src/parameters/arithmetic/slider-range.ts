import type { NumberParameter } from '@venom/core'

import { powerOfTen, type StepRange } from './round-to-step.js'

/** The widest range that is of use on a track, in steps: a context of a million tokens. A seed has two thousand times as many. */
const mostSteps = 2 ** 20

/**
 * The range that the slider of a parameter travels: its own, else the hard one.
 *
 * @returns undefined where a slider makes no sense: a side without bound, no way to travel, or, on a linear scale, more than a million
 *   steps.
 */
export function sliderRange(parameter: NumberParameter): StepRange | undefined {
  const { slider } = parameter
  const { min = -Infinity, max = Infinity } = slider ?? parameter
  const scale = slider?.scale ?? 'linear'
  const isLinear = scale === 'linear'
  const width = max - min
  const step = stepOf(parameter) ?? (isLinear ? powerOfTen(width, -2) : undefined)
  const isTooWide = !Number.isFinite(width) || (isLinear && width / (step ?? width) > mostSteps)
  return isTooWide || width <= 0 ? undefined : { min, max, scale, step, isWhole: parameter.type === 'int' }
}

/** The range that the arrow keys of a number field travel: the hard one, with the stops of the slider. */
export function fieldRange(parameter: NumberParameter): StepRange {
  const slider = sliderRange(parameter)
  const { min = -Infinity, max = Infinity, type } = parameter
  return {
    min,
    max,
    step: slider?.step ?? stepOf(parameter),
    origin: slider?.step === undefined ? undefined : slider.min,
    isWhole: type === 'int',
  }
}

function stepOf({ slider, step, type }: NumberParameter): number | undefined {
  return slider?.step ?? step ?? (type === 'int' ? 1 : undefined)
}
