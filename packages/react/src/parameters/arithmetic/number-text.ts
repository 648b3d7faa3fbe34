import type { NumberParameter } from '@venom/core'

import { decimals } from './decimals.js'
import { numberSigns, parseNumber } from './parse-number.js'

/**
 * Writes a number for a field that is edited: exact, in Latin digits, with the language's decimal sign and without groups. Tiny and huge
 * ones stand as `1e-7`.
 *
 * @param step Distance of the stops of its slider: 0.9 beside steps of 0.01 is `0.90`. No digit of the value is ever cut.
 */
export function numberText(value: number, tag = 'en', step?: number): string {
  const shortest = String(value)
  const digits = step === undefined ? 0 : decimals(step)
  const text = shortest.includes('e') || digits <= decimals(value) ? shortest : value.toFixed(Math.min(digits, 20))
  return text.replace('.', numberSigns(tag).slice(-1))
}

/** Reads what was typed into the field of a parameter. */
export function parseNumberOf({ type, unit }: NumberParameter, text: string, tag = 'en'): number | undefined {
  const isWhole = type === 'int'
  return parseNumber(text, { tag, isWhole, kilo: isWhole && unit === 'tokens' ? 1024 : 1000 })
}
