import type { StepRange } from './round-to-step.js'

/** Where a value stands on its track, from 0 at `min` to 1 at `max`. One outside the range stands at the nearer end. */
export function toPosition(value: number, range: StepRange): number {
  const { min, max } = range
  const inside = Math.min(Math.max(value, min), max)
  if (range.scale !== 'log') return (inside - min) / (max - min)
  const shift = shiftOf(range)
  return Math.log((inside + shift) / (min + shift)) / Math.log((max + shift) / (min + shift))
}

/** The value at a place of a track, 0 to 1, not yet rounded to a stop. The ends are exact. */
export function fromPosition(position: number, range: StepRange): number {
  const { min, max } = range
  if (position <= 0) return min
  if (position >= 1) return max
  if (range.scale !== 'log') return min + position * (max - min)
  const shift = shiftOf(range)
  return (min + shift) * ((max + shift) / (min + shift)) ** position - shift
}

/** What makes a range positive, as there is no logarithm of 0: the track then starts one step above it. */
function shiftOf({ min, max, step }: StepRange): number {
  return min > 0 ? 0 : (step ?? (max - min) / 1000) - min
}
