import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

import { createDirectory, type Runtime, type RuntimeDirectory, type RuntimeKind } from '@venom/core'
import { findRuntimes } from '@venom/runtimes/detect'

import { openConfigured, recognize, type Servers, toOpenOptions } from './configured.js'
import { pickNew } from './found.js'
import type { ConfiguredRuntime } from './options.js'

/** The runtimes of this server: those that were named, the embedded one, and those that turn up on this machine. */
export interface ServerRuntimes {
  readonly directory: RuntimeDirectory
  /** Looks once more what is there. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/** What the server works with. */
export interface RuntimesOptions {
  readonly configured: readonly ConfiguredRuntime[]
  /** GGUF file of the embedded model. */
  readonly model: string
  readonly embedded: RuntimeKind
  /** What a configured address that is not a file can be, and what else is looked for. */
  readonly servers: Servers
  /** How often to look, in milliseconds; Infinity looks only once. */
  readonly everyMs: number
}

/**
 * Opens what is configured and looks for the rest, again and again, so that a server that is started later is found, and known for
 * what it is. One that was found stays: when it goes away, its health says so.
 * @throws {VenomError} `runtime.bad_url`, `runtime.bad_option`.
 */
export async function openRuntimes({
  configured,
  model,
  embedded,
  servers,
  everyMs,
}: RuntimesOptions): Promise<ServerRuntimes> {
  const stopping = new AbortController()
  const { signal } = stopping
  const unsure = new Map<string, ConfiguredRuntime>()

  async function open(one: ConfiguredRuntime): Promise<Runtime> {
    const { runtime, isSure } = await openConfigured(one, embedded, servers, signal)
    if (!isSure) unsure.set(one.id, one)
    return runtime
  }

  const opened = await Promise.all(configured.map(open))
  const hasEmbedded = opened.some(({ kind }) => kind === embedded.kind)
  const inProcess = hasEmbedded ? [] : [embedded.open({ url: pathToFileURL(model).href })]
  let directory = createDirectory([...opened, ...inProcess])

  /** Puts the right kind in the place of one that was guessed: it could not answer, so nothing is lost. */
  async function settle(one: ConfiguredRuntime): Promise<void> {
    const { kind, isSure } = await recognize(one, servers, signal)
    if (kind === null || signal.aborted) return
    if (isSure) unsure.delete(one.id)
    const before = directory.get(one.id)
    if (kind.kind === before?.kind) return
    const after = kind.open(toOpenOptions(one))
    directory = createDirectory(directory.list().map((runtime) => (runtime === before ? after : runtime)))
    await before?.close()
  }

  async function refresh(): Promise<void> {
    await Promise.all([...unsure.values()].map(settle))
    const found = await findRuntimes(servers, { signal, except: configured.map(({ url }) => url) })
    const added = signal.aborted ? [] : pickNew(found, directory, servers)
    if (added.length > 0) directory = createDirectory([...directory.list(), ...added])
    await Promise.all(found.filter((runtime) => !added.includes(runtime)).map((runtime) => runtime.close()))
  }

  await refresh()
  const looking = Number.isFinite(everyMs) ? look(refresh, everyMs, signal) : Promise.resolve()
  return {
    directory: { list: () => directory.list(), get: (id) => directory.get(id) },
    refresh,
    async close() {
      stopping.abort()
      await looking
      await Promise.all(directory.list().map((runtime) => runtime.close()))
    },
  }
}

async function look(refresh: () => Promise<void>, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
    if (!signal.aborted) await refresh()
  }
}
