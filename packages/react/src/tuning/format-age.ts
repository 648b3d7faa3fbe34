const minuteMs = 60_000

// Each unit is used until the next one fits.
const units = [
  ['minute', minuteMs],
  ['hour', 60 * minuteMs],
  ['day', 24 * 60 * minuteMs],
] as const

/** Says how long ago something was, as a language says it: “now”, “5 minutes ago”, “yesterday”. Times are milliseconds since 1970. */
export function formatAge(tag: string, atMs: number, nowMs: number): string {
  // Clocks of two machines differ: nothing was in the future.
  const ageMs = Math.max(0, nowMs - atMs)
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const [unit, unitMs] = units.findLast(([, ms]) => ageMs >= ms) ?? ['second', Infinity]
  return format.format(-Math.floor(ageMs / unitMs), unit)
}

/** Date and time of a moment, as a language writes them. */
export function formatMoment(tag: string, atMs: number): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs)
}
