import { type OpenOptions, type Runtime, type RuntimeKind, VenomError } from '@venom/core'
import { identify } from '@venom/runtimes/detect'

import { openWithOptions } from './kind-options.js'
import type { ConfiguredRuntime } from './options.js'

/** What a configured address can be. */
export type Servers = readonly [RuntimeKind, ...RuntimeKind[]]

/** What is known of the kind of a configured runtime. */
export interface Recognized {
  /** Null where nothing is known. */
  readonly kind: RuntimeKind | null
  /**
   * Whether it is proven: it was named, or the server answered as one of it. A refusal proves nothing, as anything that stands before a
   * server can refuse, nor does a server that is starting.
   */
  readonly isSure: boolean
}

/** A configured runtime, open. */
export interface OpenedRuntime {
  readonly runtime: Runtime
  /** Whether its kind is proven. */
  readonly isSure: boolean
}

/**
 * Tells the kind of a configured server: the one that was named, else what it answers as.
 * @throws {VenomError} `runtime.bad_url` also when no kind has the name that was given.
 */
export async function recognize(
  configured: ConfiguredRuntime,
  servers: Servers,
  signal: AbortSignal,
): Promise<Recognized> {
  if (configured.kind !== undefined) return { kind: findKind(configured.kind, servers), isSure: true }
  const { kind, health } = await identify(servers, toOpenOptions(configured), { signal })
  return { kind, isSure: kind !== null && health.state === 'ready' }
}

/**
 * Opens what was configured. Where nothing is known of a server, its name or its port is taken for a hint, so that it is listed, and
 * it can be asked again later.
 * @throws {VenomError} `runtime.bad_url` also when no kind has the name that was given; `runtime.bad_option` where its kind has not one
 * that it is given, or has it in another form.
 */
export async function openConfigured(
  configured: ConfiguredRuntime,
  embedded: RuntimeKind,
  servers: Servers,
  signal: AbortSignal,
): Promise<OpenedRuntime> {
  const options = toOpenOptions(configured)
  if (options.url.startsWith('file:')) return { runtime: embedded.open(options), isSure: true }
  const { kind, isSure } = await recognize(configured, servers, signal)
  const chosen = kind ?? guess(configured, servers)
  return { runtime: await openWithOptions(chosen, options, configured.options), isSure }
}

/** What a configured runtime is opened with, whatever its kind. */
export function toOpenOptions({ id, url, key }: ConfiguredRuntime): OpenOptions {
  return { id, url, ...(key === undefined ? {} : { key }) }
}

function findKind(name: string, servers: Servers): RuntimeKind {
  const kind = servers.find((one) => one.kind === name)
  if (kind !== undefined) return kind
  const names = servers.map((one) => one.kind).join(', ')
  throw new VenomError('runtime.bad_url', `No kind of runtime is called “${name}”. There are: ${names}.`)
}

function guess({ id, url }: ConfiguredRuntime, servers: Servers): RuntimeKind {
  const port = Number(new URL(url).port)
  return (
    servers.find(({ kind }) => id.startsWith(kind)) ??
    servers.find(({ usualPorts }) => usualPorts.includes(port)) ??
    servers[0]
  )
}
