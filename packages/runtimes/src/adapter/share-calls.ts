/**
 * Makes calls of one key that are made at the same time one call, whose outcome all of them get. It has to end by itself: who leaves
 * early, leaves it to the others.
 */
export function shareCalls<T>(): (key: string, call: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  return (key, call) => {
    const known = running.get(key)
    if (known !== undefined) return known
    const own = call().finally(() => running.delete(key))
    running.set(key, own)
    return own
  }
}
