/**
 * Where a text that is too long to be lexed at once is cut: it depends on its first `limit` characters only, so that it does not matter
 * how much of it is there. Best before a line without indent, then at a line end, then at a space.
 */
export function cutAt(text: string, limit: number): number {
  const least = limit / 2
  for (let end = text.lastIndexOf('\n', limit - 2); end >= least; end = text.lastIndexOf('\n', end - 1)) {
    if (!/\s/.test(text.charAt(end + 1))) return end + 1
  }
  for (const separator of ['\n', ' ']) {
    const end = text.lastIndexOf(separator, limit - 1)
    if (end >= least) return end + 1
  }
  // Never between the halves of a surrogate pair.
  return /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit
}
