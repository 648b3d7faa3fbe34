/** What a text holds up to the first of some marks. */
export interface Split {
  /** Text that can be given away: no mark begins in it. */
  readonly before: string
  /** The mark that was found; null when none is whole yet. */
  readonly mark: string | null
  /** After a mark: everything behind it. Without one: an end that may be the beginning of a mark. */
  readonly rest: string
}

/**
 * Cuts a text at the mark that is whole first; of two that end together the longer wins. So it is the same cut however the text
 * arrives. The end that could still become a mark is held back. Empty marks are never found.
 */
export function splitAt(text: string, marks: readonly string[]): Split {
  let found: { readonly index: number; readonly mark: string } | null = null
  for (const mark of marks) {
    const index = mark === '' ? -1 : text.indexOf(mark)
    if (index === -1) continue
    const lead = found === null ? 1 : found.index + found.mark.length - (index + mark.length)
    if (found === null || lead > 0 || (lead === 0 && index < found.index)) found = { index, mark }
  }
  if (found !== null) {
    return { before: text.slice(0, found.index), mark: found.mark, rest: text.slice(found.index + found.mark.length) }
  }
  const held = heldLength(text, marks)
  return { before: text.slice(0, text.length - held), mark: null, rest: text.slice(text.length - held) }
}

/** Length of the longest end of the text that some mark begins with. */
function heldLength(text: string, marks: readonly string[]): number {
  const longest = marks.reduce((length, mark) => Math.max(length, mark.length - 1), 0)
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const end = text.slice(text.length - length)
    if (marks.some((mark) => mark.length > length && mark.startsWith(end))) return length
  }
  return 0
}
