/**
 * Cuts bytes at the given places, so that a test can send one reply in any pieces. A place counts modulo the length, hence
 * any list of whole numbers is a way to cut: `fc.array(fc.nat())`. Empty pieces are left out; joined, the pieces are `bytes`.
 */
export function cutBytes(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = places.map((place) => place % bytes.length).toSorted((a, b) => a - b)
  const starts = [0, ...ends]
  return starts
    .map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length))
    .filter((piece) => piece.length > 0)
}
