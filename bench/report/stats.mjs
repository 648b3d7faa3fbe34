/** The value below which this part of the values lies. `null`, never, is above all. */
export function percentile(values, part) {
  const sorted = values.map((value) => value ?? Infinity).toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
}
