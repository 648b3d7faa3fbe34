import type { Json } from '@venom/core'

/** Goes on only if `condition` holds. @throws {Error} with `message`, which says what was expected and what came. */
export function ensure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Goes on only if two values are the same as JSON. @throws {Error} that shows both. */
export function ensureEqual(actual: Json | undefined, expected: Json, what: string): void {
  const [came, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  ensure(came === wanted, `${what}: expected ${shorten(wanted)}, got ${shorten(came ?? 'nothing')}.`)
}

/** Goes on only if each number is at least as large as the one before; absent ones are passed over. @throws {Error} otherwise. */
export function ensureAscending(values: readonly (number | undefined)[], what: string): void {
  const known = values.filter((value) => value !== undefined)
  const isAscending = known.every((value, index) => index === 0 || value >= (known[index - 1] ?? value))
  ensure(isAscending, `${what}: expected ascending numbers, got ${known.join(', ')}.`)
}

/** Goes on as soon as `condition` holds. @throws {Error} when it does not within `withinMs`. */
export async function ensureWithin(
  withinMs: number,
  condition: () => boolean | Promise<boolean>,
  message: string,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    ensure(performance.now() < deadline, `${message} (after ${withinMs} ms).`)
    await pause(20)
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/** Cuts a long text for a message. */
export function shorten(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`
}
