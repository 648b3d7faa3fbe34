import type { Json } from '@venom/core'

import { formatNumber } from '../text/format-number.js'

/**
 * Writes the value of a parameter, whose schema is not known: a text as it is, a number as the language does, all else as JSON.
 *
 * @param tag BCP 47 tag of the language whose numbers are written.
 */
export function formatValue(tag: string, value: Json): string {
  if (typeof value === 'number') return formatNumber(tag, value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
