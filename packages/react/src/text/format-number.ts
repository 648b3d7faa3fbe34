const formats = new Map<string, Intl.NumberFormat>()

/**
 * Writes a number as a language does. Groups follow its own rule: Polish writes 4096 but 131 072.
 *
 * @param digits Fixed number of decimals; absent: as many as there are, 20 at most.
 */
export function formatNumber(tag: string, value: number, digits?: number): string {
  const key = `${tag} ${digits}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(tag, { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 20 })
    formats.set(key, format)
  }
  return format.format(value)
}
