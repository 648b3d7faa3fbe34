const longFrom = 128

/** Marks what holds so many parts that a browser should lay it out only in sight: the value of `data-long`. */
export function longMark(parts: readonly unknown[]): '' | undefined {
  return parts.length > longFrom ? '' : undefined
}
