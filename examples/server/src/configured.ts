import { type Runtime, type RuntimeKind, VenomError } from '@venom/core'
import { identify } from '@venom/runtimes/detect'

import type { ConfiguredRuntime } from './options.js'

/** A configured runtime, open. */
export interface OpenedRuntime {
  readonly runtime: Runtime
  /** Whether its kind is known: it was named, or the server answered as one of it. */
  readonly isSure: boolean
}

/**
 * Opens what was configured. Where no kind is named the server is asked what it is; while it does not answer, its name or its port
 * is taken for a hint, so that it is listed, and it can be asked again later.
 * @throws {VenomError} `runtime.bad_url` also when no kind has the name that was given.
 */
export async function openConfigured(
  { id, url, kind: named, key }: ConfiguredRuntime,
  embedded: RuntimeKind,
  servers: readonly [RuntimeKind, ...RuntimeKind[]],
  signal: AbortSignal,
): Promise<OpenedRuntime> {
  const options = { id, url, ...(key === undefined ? {} : { key }) }
  if (url.startsWith('file:')) return { runtime: embedded.open(options), isSure: true }
  const kind = named === undefined ? (await identify(servers, options, { signal })).kind : findKind(named, servers)
  if (kind !== null) return { runtime: kind.open(options), isSure: true }
  return { runtime: guess(id, url, servers).open(options), isSure: false }
}

function findKind(name: string, servers: readonly RuntimeKind[]): RuntimeKind {
  const kind = servers.find((one) => one.kind === name)
  if (kind !== undefined) return kind
  const names = servers.map((one) => one.kind).join(', ')
  throw new VenomError('runtime.bad_url', `No kind of runtime is called “${name}”. There are: ${names}.`)
}

function guess(id: string, url: string, servers: readonly [RuntimeKind, ...RuntimeKind[]]): RuntimeKind {
  const port = Number(new URL(url).port)
  return (
    servers.find(({ kind }) => id.startsWith(kind)) ??
    servers.find(({ usualPorts }) => usualPorts.includes(port)) ??
    servers[0]
  )
}
