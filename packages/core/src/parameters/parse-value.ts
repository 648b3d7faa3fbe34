import { fitsText, limits } from './limits.js'
import type { ParameterValue } from './value.js'

/**
 * Reads what could be the value of some parameter: a finite number, a boolean, a text of at most 4 KiB or a list of at most
 * 64 such texts. Anything else, null too, is undefined. Minus zero becomes zero, as JSON does not tell them apart.
 */
export function parseValue(input: unknown): ParameterValue | undefined {
  if (typeof input === 'boolean') return input
  if (typeof input === 'number') return Number.isFinite(input) ? input + 0 : undefined
  if (isText(input)) return input
  if (!Array.isArray(input) || input.length > limits.listEntries) return undefined
  const entries = input.filter(isText)
  return entries.length === input.length ? entries : undefined
}

function isText(input: unknown): input is string {
  return typeof input === 'string' && fitsText(input)
}
