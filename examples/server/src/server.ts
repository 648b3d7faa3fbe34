import { readFile, stat } from 'node:fs/promises'

import { type ServerType, createAdaptorServer } from '@hono/node-server'
import {
  createMetrics,
  createModelIndex,
  createTuning,
  familySource,
  formatModelRef,
  type LayerSource,
  manifestSource,
  parseManifest,
  type RuntimeDirectory,
  VenomError,
} from '@venom/core'
import { createSqlTuningStorage } from '@venom/core/sql'
import { openSqlite } from '@venom/core/sqlite'
import { createRuns, createTunedChat } from '@venom/runtimes'
import { embeddedKind } from '@venom/runtimes/embedded'
import { llamaCppKind } from '@venom/runtimes/llama-cpp'
import { ollamaKind } from '@venom/runtimes/ollama'
import { vllmKind } from '@venom/runtimes/vllm'

import { createApp } from './app.js'
import { listen } from './listen.js'
import type { ServerOptions } from './options.js'
import { readPage } from './page.js'
import { openRuntimes } from './runtimes.js'
import { createToken } from './token.js'
import { findTroubles } from './troubles.js'

/** How long running answers may still take when the server is asked to stop, in milliseconds. */
const farewellMs = 5_000
/** How long their last frames may take to leave. */
const flushMs = 1_000
/** How often a server that was started later is looked for. */
const lookEveryMs = 10_000

/** What is looked for on this machine, and what a configured address can be. */
const servers = [llamaCppKind, ollamaKind, vllmKind] as const

/** A server that listens. */
export interface RunningServer {
  readonly url: string
  readonly token: string
  /** Only this machine can reach it: reading and generating need no token. */
  readonly isLocal: boolean
  /** Whether the Cockpit is built, and so served at `/`. */
  readonly hasPage: boolean
  /** Address of the embedded model, or nothing when it cannot answer. Asking loads its engine, but not its weights. */
  embeddedModel(): Promise<string | undefined>
  /** Why the runtimes that were named cannot answer now, or not well, in a sentence each. Asks them; takes up to 4 s. */
  troubles(): Promise<readonly string[]>
  /**
   * Takes no more requests, lets running answers end within `waitMs` (default 5,000), ends the rest with `server.stopping`, and
   * closes the database. Can be called twice.
   */
  close(options?: { readonly waitMs?: number }): Promise<void>
}

/**
 * Starts the server: every package is wired here and nowhere else.
 * @throws {VenomError} `server.cannot_listen`, `storage.*`, `manifest.invalid`, `embedded.bad_model`, `runtime.bad_url`.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const closers: Closer[] = []
  const close = async ({ waitMs = farewellMs }: { readonly waitMs?: number } = {}): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer(waitMs)
  }
  try {
    return { ...(await start(options, (closer) => closers.push(closer))), close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

type Closer = (waitMs: number) => Promise<void>

async function start(options: ServerOptions, onClose: (closer: Closer) => void): Promise<Omit<RunningServer, 'close'>> {
  const token = options.token ?? createToken()
  const sources = await readSources(options.manifest)
  await checkModel(options.model)
  const database = await openSqlite(options.database)
  onClose(database.close)
  const storage = await createSqlTuningStorage(database)
  const embedded = embeddedKind({ modelPath: options.model })
  const runtimes = await openRuntimes({
    configured: options.runtimes,
    model: options.model,
    embedded,
    servers,
    everyMs: lookEveryMs,
  })
  onClose(runtimes.close)

  const { directory } = runtimes
  const page = options.page === undefined ? undefined : await readPage(options.page)
  const metrics = createMetrics()
  const index = createModelIndex(directory)
  const tuning = createTuning({
    directory,
    storage,
    sources,
    onSaved: ({ ref: { runtime, model } }) => metrics.count('venom_tuning_changes_total', { runtime, model }),
  })
  const runs = createRuns({ chat: createTunedChat({ index, directory, tuning, metrics }) })
  const isLocal = isLoopback(options.host)
  const app = createApp({
    runs,
    index,
    tuning,
    directory,
    metrics,
    kinds: [...servers, embedded],
    token,
    isLocal,
    allowedHosts: options.allowedHosts,
    page,
  })

  const server = createAdaptorServer({ fetch: app.fetch })
  const port = await listen(server, options.host, options.port)
  onClose((waitMs) => stopServing(server, () => runs.close({ waitMs })))
  const name = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    url: `http://${name}:${port}`,
    token,
    isLocal,
    hasPage: page !== undefined,
    embeddedModel: () => findEmbedded(directory, embedded.kind),
    troubles: () => findTroubles(options.runtimes, directory, servers),
  }
}

// All of 127.0.0.0/8 is this machine, by RFC 1122.
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

async function findEmbedded(directory: RuntimeDirectory, kind: string): Promise<string | undefined> {
  const runtime = directory.list().find((one) => one.kind === kind)
  // That it cannot answer is no reason not to serve the others; its health says why.
  const models = await runtime?.models().catch(() => [])
  const [model] = models ?? []
  return runtime === undefined || model === undefined
    ? undefined
    : formatModelRef({ runtime: runtime.id, model: model.id })
}

async function stopServing(server: ServerType, endAnswers: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  await endAnswers()
  const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), flushMs)
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  await closed
  clearTimeout(cut)
}

async function readSources(manifest: string | undefined): Promise<readonly LayerSource[]> {
  if (manifest === undefined) return [familySource()]
  return [familySource(), manifestSource(parseManifest(await readJson(manifest)))]
}

async function readJson(path: string): Promise<unknown> {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'))
    return json
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new VenomError('manifest.invalid', `The manifest ${path} cannot be read: ${reason}. Correct --manifest.`, {
      cause,
    })
  }
}

async function checkModel(path: string): Promise<void> {
  const file = await stat(path).catch(() => undefined)
  if (file?.isFile() === true) return
  throw new VenomError('embedded.bad_model', `There is no model file at ${path}. Give the path of a GGUF with --model.`)
}
