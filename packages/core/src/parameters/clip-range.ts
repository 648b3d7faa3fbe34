import type { SliderRange } from './parameter.js'

/** Moves a number into a range, to the nearest bound. */
export function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}

/** The part of a slider's range that lies within the hard one; undefined where no way is left to travel. */
export function clipSlider(slider: SliderRange | undefined, min: number, max: number): SliderRange | undefined {
  if (slider === undefined) return undefined
  const clipped = { ...slider, min: clamp(slider.min, min, max), max: clamp(slider.max, min, max) }
  return clipped.min < clipped.max ? clipped : undefined
}
