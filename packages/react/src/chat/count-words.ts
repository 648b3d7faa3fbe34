/** Counts the words of a text as its language has them: languages without spaces, too. */
export function countWords(text: string): number {
  let count = 0
  for (const { isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (isWordLike === true) count += 1
  }
  return count
}
