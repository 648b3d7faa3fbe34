import type { FindOptions, Runtime, RuntimeKind } from '@venom/core'

/**
 * Looks for every kind in its usual places on this machine, all at once, and opens what is there. Of two runtimes of one id the
 * first is kept, in the order of `kinds`, and the other closed. Never throws: a kind that fails has found nothing.
 */
export async function findRuntimes(
  kinds: readonly RuntimeKind[],
  options: FindOptions = {},
): Promise<readonly Runtime[]> {
  const found = await Promise.allSettled(kinds.map((kind) => kind.find(options)))
  const byId = new Map<string, Runtime>()
  for (const runtime of found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))) {
    if (byId.has(runtime.id)) await runtime.close()
    else byId.set(runtime.id, runtime)
  }
  return [...byId.values()]
}
