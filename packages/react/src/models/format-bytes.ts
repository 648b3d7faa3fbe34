import { formatNumber } from '../text/format-number.js'

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Writes a size in bytes with a unit of 1,024 and at most three digits that tell something: `1.87 GiB`, `17.3 GiB`, `702 MiB`. */
export function formatBytes(tag: string, bytes: number): string {
  // From 999.5 on it would be written with four digits.
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1) / 999.5) / 10) + 1))
  const amount = bytes / 1_024 ** power
  const digits = power === 0 || amount >= 100 ? 0 : amount >= 10 ? 1 : 2
  return `${formatNumber(tag, Number(amount.toFixed(digits)), digits)} ${units[power] ?? 'B'}`
}
