import type { FindOptions, Runtime, RuntimeKind } from '@venom/core'

/**
 * Looks for every kind in its usual places on this machine, all at once, and opens what is there. Of two runtimes of one id the
 * first is kept, in the order of `kinds`, and the other closed. Never throws: a kind that fails has found nothing, and one that fails to
 * close is left.
 */
export async function findRuntimes(
  kinds: readonly RuntimeKind[],
  options: FindOptions = {},
): Promise<readonly Runtime[]> {
  const asked = await Promise.allSettled(kinds.map(async (kind) => kind.find(options)))
  const found = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  const kept = new Map<string, Runtime>()
  for (const runtime of found) if (!kept.has(runtime.id)) kept.set(runtime.id, runtime)
  const spare = found.filter((runtime) => kept.get(runtime.id) !== runtime)
  await Promise.allSettled(spare.map(async (runtime) => runtime.close()))
  return [...kept.values()]
}
