import type { FindOptions, OpenOptions, Runtime } from '@venom/core'

/** A kind of server that has usual ports. */
export interface LocalKind {
  readonly kind: string
  /** Where to look, the most usual one first: a runtime found there takes the kind's name, one found elsewhere that and its port. */
  readonly ports: readonly number[]
  open(options: OpenOptions): Runtime
}

/**
 * Looks for servers of one kind at their ports on this machine, all at once, and opens those that answer or are starting. Ports
 * of `except` are left alone, by whichever name it calls this machine. Never throws; an abort ends the search with what was found.
 */
export async function findLocal(
  local: LocalKind,
  { signal, except = [] }: FindOptions = {},
): Promise<readonly Runtime[]> {
  const taken = new Set(except.map(portOfThisMachine))
  const ports = [...new Set(local.ports)].filter((port) => !taken.has(port))
  const found = await Promise.all(ports.map((port) => probe(local, port, signal)))
  return found.filter((runtime) => runtime !== null)
}

/**
 * The port of an address on this machine, by whichever of its names; null for any other. The address that a server listens on to
 * be reached from everywhere (`0.0.0.0`, `::`) is this machine for whoever asks it.
 */
export function portOfThisMachine(url: string): number | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, port } = new URL(url)
  if (!/^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname)) return null
  return port === '' ? usualPort(protocol) : Number(port)
}

function usualPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80
}

async function probe({ kind, ports, open }: LocalKind, port: number, signal: AbortSignal | undefined) {
  const id = port === ports[0] ? kind : `${kind}-${port}`
  const runtime = open({ id, url: `http://127.0.0.1:${port}` })
  const { state } = await runtime.health(signal === undefined ? {} : { signal })
  if (state === 'ready' || state === 'starting') return runtime
  await runtime.close()
  return null
}
