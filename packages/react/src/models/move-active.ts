/**
 * Where a key leads in a list box, by the ARIA practices; undefined where it is none of its keys. At the ends it stays.
 *
 * @param active Index of the option that is active; -1 where none is.
 */
export function moveActive(key: string, active: number, count: number): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, active + 1)
    case 'ArrowUp':
      return Math.max(0, active - 1)
    case 'PageDown':
      return Math.min(last, active + 10)
    case 'PageUp':
      return Math.max(0, active - 10)
    case 'Home':
      return Math.min(0, last)
    case 'End':
      return last
    default:
      return undefined
  }
}

/** The next text after `active` that begins with a letter, round the end; undefined where none does. */
export function findByLetter(texts: readonly string[], letter: string, active: number): number | undefined {
  const order = texts.map((_, step) => (active + 1 + step) % texts.length)
  return order.find((index) => texts[index]?.toLowerCase().startsWith(letter.toLowerCase()) === true)
}
