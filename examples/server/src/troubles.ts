import type { Health, RuntimeDirectory, RuntimeKind } from '@venom/core'
import { isVenom } from '@venom/runtimes/detect'

import { toOpenOptions } from './configured.js'
import type { ConfiguredRuntime } from './options.js'

/** Tells in a sentence each why the runtimes that were named cannot answer now, or not well. Asks all at once; takes up to 4 s. */
export async function findTroubles(
  configured: readonly ConfiguredRuntime[],
  directory: RuntimeDirectory,
  servers: readonly RuntimeKind[],
): Promise<readonly string[]> {
  const told = await Promise.all(
    configured.map(async (one) => {
      const health = await directory.get(one.id)?.health()
      if (health === undefined) return []
      if (health.state === 'ready')
        return (health.faults ?? []).map(({ message, mend }) => `${one.id}: ${message} ${mend}`)
      return health.code === 'runtime.closed' ? [] : [`${one.id}: ${await explain(one, health, servers)}`]
    }),
  )
  return told.flat()
}

/** Of one whose kind was not named its own hint tells only what was guessed. */
async function explain(
  one: ConfiguredRuntime,
  { state, hint }: Exclude<Health, { readonly state: 'ready' }>,
  servers: readonly RuntimeKind[],
): Promise<string> {
  if (state !== 'foreign' || one.kind !== undefined) return hint
  const labels = servers.map(({ label }) => label).join(', ')
  return (await isVenom(toOpenOptions(one)))
    ? `What answers at ${one.url} is itself a server of Venom. Name the servers that it asks.`
    : `What answers at ${one.url} is none of these: ${labels}. Correct the address; npx @venom/runtimes doctor ${one.url} looks closer.`
}
