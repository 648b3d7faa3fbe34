import { originOf, powerOfTen, stepAt, type StepRange, stopAt } from './round-to-step.js'

/** A key as it is pressed on a slider or in a number field: a keyboard event fits. */
export interface KeyPress {
  readonly key: string
  /** Ten steps at once. */
  readonly shiftKey?: boolean
  /** A tenth of a step; whole numbers keep steps of 1. */
  readonly altKey?: boolean
}

const towards: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
}

/**
 * Tells where a key takes a value: arrows a step, Page keys and Shift ten steps, Alt a tenth of one, Home and End to the very ends. A value
 * between two stops goes to the next one. A key towards a bound never takes a value that is beyond it back. On a logarithmic track steps
 * grow with the value.
 *
 * @param direction Which way the text is read: in `rtl` Left and Right change places.
 * @returns undefined for any other key, and for Home and End where that side has no end.
 */
export function keyStep(
  value: number,
  { key, shiftKey = false, altKey = false }: KeyPress,
  range: StepRange,
  direction: 'ltr' | 'rtl' = 'ltr',
): number | undefined {
  if (key === 'Home') return Number.isFinite(range.min) ? range.min : undefined
  if (key === 'End') return Number.isFinite(range.max) ? range.max : undefined
  let steps = Object.hasOwn(towards, key) ? towards[key] : undefined
  if (steps === undefined) return undefined
  if (direction === 'rtl' && (key === 'ArrowLeft' || key === 'ArrowRight')) steps = -steps
  if (shiftKey && Math.abs(steps) === 1) steps *= 10
  return move(value, steps * paceAt(value, range), altKey, range)
}

function move(value: number, steps: number, fine: boolean, range: StepRange): number {
  const up = steps > 0
  // Two digits around 10 are steps of 1 upwards and of 0.1 downwards.
  const size = stepAt(up ? value : value - Math.abs(value) * 1e-9, range)
  const tenth = range.isWhole === true ? Math.max(1, Math.round(size / 10)) : size / 10
  const step = fine ? tenth : size
  const exact = (value - originOf(range)) / step
  const nearest = Math.round(exact)
  // A value on a stop is rarely exactly there after the division.
  const from = Math.abs(exact - nearest) < 1e-6 ? nearest : up ? Math.floor(exact) : Math.ceil(exact)
  const next = stopAt(from + steps, step, range)
  // So far out that a step is nothing, or the end of all numbers.
  if (!Number.isFinite(next)) return value
  return up ? Math.max(next, value) : Math.min(next, value)
}

/** How many steps a key goes at once: on a logarithmic track as many as change the second digit, or its far end is out of reach. */
function paceAt(value: number, { scale, step }: StepRange): number {
  if (scale !== 'log' || step === undefined) return 1
  return Math.max(1, Math.round(powerOfTen(Math.abs(value) || 1, -1) / step))
}
