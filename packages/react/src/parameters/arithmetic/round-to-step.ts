import { decimals } from './decimals.js'

/** Where a control can stop. */
export interface StepRange {
  /** Lowest value; -Infinity where there is none. */
  readonly min: number
  /** Highest value, reached even where it is no whole number of steps away; Infinity where there is none. */
  readonly max: number
  /** Distance of two stops. Absent: two significant digits of the value, for numbers that span many magnitudes. */
  readonly step?: number | undefined
  /** A value that the stops are counted from. Default: `min`, or 0 where that is infinite. */
  readonly origin?: number | undefined
  /** Only whole numbers. Default: false. */
  readonly isWhole?: boolean
  /** How a track is divided. Default: linear. */
  readonly scale?: 'linear' | 'log'
}

/** Moves a number to the nearest stop of a range, halves upwards. Its decimals are those of the range: never 0.30000000000000004. */
export function roundToStep(value: number, range: StepRange): number {
  if (!(value > range.min)) return range.min
  if (value >= range.max) return range.max
  const step = stepAt(value, range)
  const index = Math.floor((value - originOf(range)) / step)
  const [below, above] = [stopAt(index, step, range), stopAt(index + 1, step, range)]
  return value - below < above - value ? below : above
}

/** The stop of this number, counted from the origin, within the range. */
export function stopAt(index: number, step: number, range: StepRange): number {
  const origin = originOf(range)
  const digits = Math.max(decimals(origin), decimals(step))
  const exact = index * step + origin
  // Beyond 100 decimals toFixed throws, and nobody reads them.
  const stop = digits > 100 ? exact : Number(exact.toFixed(digits))
  return Math.min(Math.max(stop, range.min), range.max)
}

/** The distance of stops around a value: the range's own, or two significant digits. Around 0: 0.1. */
export function stepAt(value: number, { step }: StepRange): number {
  return step ?? powerOfTen(value === 0 ? 1 : Math.abs(value), -1)
}

/** A number cut to its magnitude, and that moved by some digits: 0.01 for 0.35 and -1. */
export function powerOfTen(value: number, digits: number): number {
  return Number(`1e${Math.max(Math.floor(Math.log10(value)) + digits, -300)}`)
}

/** The value that stops are counted from. */
export function originOf({ min, step, origin }: StepRange): number {
  return origin ?? (step !== undefined && Number.isFinite(min) ? min : 0)
}
