import type { FindOptions, OpenOptions, Runtime } from '@venom/core'

import { portOfThisMachine } from './this-machine.js'

/** A kind of server that has usual ports. */
export interface LocalKind {
  readonly kind: string
  /** Where to look, the most usual one first: a runtime found there takes the kind's name, one found elsewhere that and its port. */
  readonly ports: readonly number[]
  open(options: OpenOptions): Runtime
}

/** Where a server of this machine is asked, the usual place first: one that was told `[::1]` listens nowhere else. */
const loopbacks = ['127.0.0.1', '[::1]'] as const

/**
 * Looks for servers of one kind at their ports on this machine, all at once, and opens those that answer or are starting: by IPv4, or
 * by IPv6 where none of the kind is there. Ports of `except` are left alone, by whichever name it calls this machine. Never throws; an
 * abort ends the search with what was found.
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

async function probe({ kind, ports, open }: LocalKind, port: number, signal: AbortSignal | undefined) {
  const id = port === ports[0] ? kind : `${kind}-${port}`
  const asked = loopbacks.map(async (host) => {
    const runtime = open({ id, url: `http://${host}:${port}` })
    const { state } = await runtime.health(signal === undefined ? {} : { signal })
    return { runtime, isThere: state === 'ready' || state === 'starting' }
  })
  const answered = await Promise.all(asked)
  const found = answered.find(({ isThere }) => isThere)?.runtime ?? null
  const others = answered.filter(({ runtime }) => runtime !== found)
  await Promise.all(others.map(({ runtime }) => runtime.close()))
  return found
}
