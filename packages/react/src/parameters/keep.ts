/** The object that was there before, where the next one says the same: what is read again and again stays one object. */
export function keep<T>(before: T | undefined, next: T): T {
  return before !== undefined && isAlike(before, next) ? before : next
}

function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = Object.keys(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isAlike(Reflect.get(a, name), Reflect.get(b, name)))
  )
}
