/** How a text is read where more than one reading is possible. */
export interface NumberReading {
  /** BCP 47 tag of the language it is written in. Default: en. */
  readonly tag?: string
  /** Only whole numbers are meant: then `2,048` in English can be read, as 2048. Default: false. */
  readonly isWhole?: boolean
  /** What `k` stands for: 1024 for tokens, else 1000. Default: 1000. */
  readonly kilo?: 1000 | 1024
}

// More than 64 figures and signs are no number that anybody typed.
const shape = /^([+-]?)([\d., '’]{1,64})(?:e([+-]?\d{1,3}))?(k?)$/i
const groups = /^[1-9]\d{0,2}([., '’])\d{3}(?:\1\d{3})*$/

/**
 * Reads a number as people type it: `0.7` and `0,7` in any language, `.5`, `5.`, `1e-3`, `−1`, `4k`, `131 072`, `1,234.5`, `1.234,5`.
 *
 * A sign that stands once is the decimal sign. Only where the language groups by that sign and a group could end there, as
 * `1,234` in English, it has two readings a thousandfold apart; then it is read as whole number where only that is meant, and
 * not at all otherwise.
 *
 * @returns undefined for anything that is no number yet, or could be two.
 */
export function parseNumber(text: string, reading: NumberReading = {}): number | undefined {
  const plain = text.trim().replaceAll(/\s/g, ' ').replaceAll('−', '-')
  const [, sign = '', body = '', exponent = '0', k] = shape.exec(plain) ?? []
  const digits = toDigits(body.trim(), reading)
  if (digits === undefined) return undefined
  const value = Number(`${sign}${digits}e${exponent}`) * (k ? (reading.kilo ?? 1000) : 1)
  // No -0: it is 0 once it was sent.
  return Number.isFinite(value) ? value + 0 : undefined
}

/** The digits with a point as decimal sign and without groups. */
function toDigits(body: string, { tag = 'en', isWhole = false }: NumberReading): string | undefined {
  const whole = withoutGroups(body)
  const [, before = '', sign = '', after = ''] = /^(.*)([.,])(\d*)$/.exec(body) ?? []
  const start = before === '' && after !== '' ? '0' : before.includes(sign) ? undefined : withoutGroups(before)
  const decimal = start && `${start}.${after}`
  if (whole === undefined || decimal === undefined) return whole ?? decimal
  if (!numberSigns(tag).slice(0, -1).includes(sign)) return decimal
  return isWhole ? whole : undefined
}

function withoutGroups(text: string): string | undefined {
  return /^\d+$/.test(text) || groups.test(text) ? text.replaceAll(/\D/g, '') : undefined
}

const known = new Map<string, string>()

/** The signs that a language writes a long number with, in Latin digits: those between its groups, and last the decimal one. */
export function numberSigns(tag: string): string {
  const found =
    known.get(tag) ?? new Intl.NumberFormat(tag, { numberingSystem: 'latn' }).format(1_234_567.5).replaceAll(/\d/g, '')
  known.set(tag, found)
  return found
}
