/** Sizes beyond which a schema or a set of values is refused: far above any real one, far below what hurts a process. */
export const limits = {
  /** Parameters of one schema, and values of one set. */
  parameters: 256,
  /** Options of one parameter. */
  options: 1_000,
  /** One text, in bytes of UTF-8. */
  textBytes: 4_096,
  /** Entries of one list. */
  listEntries: 64,
} as const

/** Tells whether a text stays within `limits.textBytes`. */
export function fitsText(text: string): boolean {
  // A text of more UTF-16 units than that cannot be shorter in UTF-8, so huge ones are never encoded.
  return text.length <= limits.textBytes && new TextEncoder().encode(text).length <= limits.textBytes
}
