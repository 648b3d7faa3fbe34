import { formatNumber } from '../text/format-number.js'
import type { Translate } from '../text/message.js'
import type { chatText } from './text/en.js'

/**
 * Writes a length of time as a person reads it: 4 ms, 1.24 s, 2 min 05 s. Three digits are enough to compare by.
 *
 * @param tag BCP 47 tag of the language whose numbers are written.
 * @param decimals Most decimals of seconds. Default: 2.
 */
export function formatDuration(t: Translate<typeof chatText>, tag: string, ms: number, decimals = 2): string {
  if (ms < 999.5) return t('milliseconds', { value: formatNumber(tag, Math.round(ms), 0) })
  const seconds = ms / 1_000
  if (seconds < 59.95) return t('seconds', { value: formatNumber(tag, seconds, seconds < 9.995 ? decimals : 1) })
  const whole = Math.round(seconds)
  return t('minutes', {
    minutes: formatNumber(tag, Math.floor(whole / 60)),
    seconds: String(whole % 60).padStart(2, '0'),
  })
}
