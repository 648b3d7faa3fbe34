import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createTuningClient, type TuningClient } from '@venom/core/client'

import { launch } from './launch.js'

const main = fileURLToPath(new URL('../../examples/server/dist/main.js', import.meta.url))
const page = fileURLToPath(new URL('../../examples/app/dist/index.html', import.meta.url))

/** What the server of a live suite is started with. */
export interface CockpitOptions {
  /** A GGUF file for the embedded model. Default: the tiny one. */
  readonly model?: string
  /** Addresses of runtimes by their ids. */
  readonly runtimes?: Readonly<Record<string, string>>
  /** What its manifest file says. Default: there is none. */
  readonly manifest?: unknown
  /** Address to listen on. Default: this machine alone. */
  readonly host?: string
}

/** Our built server with the page at `/`, and a database of its own that outlives its restarts. */
export interface Cockpit {
  /** Without a slash at its end; the same after a restart. */
  readonly url: string
  /** What its last start printed. */
  token(): string
  /** Reads and writes tuning past the page, with the token of the last start. */
  tuning(): TuningClient
  /** Ends it politely and starts it again on the same port, with the same database. */
  restart(): Promise<void>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Starts a killed one again. */
  revive(): Promise<void>
  /** Ends it and removes its database. */
  stop(): Promise<void>
}

/**
 * Starts the built example server on a free port. It dies with the test process.
 * @throws {Error} when it is not built, or does not come up; the message says what it wrote.
 */
export async function startCockpit({
  model,
  runtimes = {},
  manifest,
  host = '127.0.0.1',
}: CockpitOptions = {}): Promise<Cockpit> {
  for (const path of [main, page]) if (!existsSync(path)) throw new Error(`${path} is missing: run npm run build`)
  const folder = await mkdtemp(join(tmpdir(), 'venom-cockpit-'))
  const list = Object.entries(runtimes).map(([id, url]) => `${id}=${url}`)
  const flags = ['--database', join(folder, 'venom.sqlite'), '--runtimes', list.join(','), '--host', host]
  if (model !== undefined) flags.push('--model', model)
  if (manifest !== undefined) {
    const path = join(folder, 'manifest.json')
    await writeFile(path, JSON.stringify(manifest))
    flags.push('--manifest', path)
  }
  const start = (port: string): Promise<Started> => startServer([...flags, '--port', port])

  let started = await start('0')
  const { url } = started
  const { port } = new URL(url)

  async function end(signal: NodeJS.Signals): Promise<void> {
    const { child } = started
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  async function revive(): Promise<void> {
    started = await start(port)
  }
  return {
    url,
    token: () => started.token,
    tuning: () => createTuningClient({ baseUrl: url, token: started.token }),
    async restart() {
      await end('SIGTERM')
      await revive()
    },
    kill: () => end('SIGKILL'),
    revive,
    async stop() {
      await end('SIGKILL')
      await rm(folder, { recursive: true })
    },
  }
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly token: string
}

async function startServer(args: readonly string[]): Promise<Started> {
  const { VENOM_TOKEN: _token, ...env } = process.env
  const child = launch(process.execPath, [main, ...args], ['ignore', 'pipe', 'inherit'], env)
  let printed = ''
  for await (const piece of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    printed += String(piece)
    const [, url, token] = /^Open (\S+) in a browser[\s\S]*^token: (\S+)$/m.exec(printed) ?? []
    if (url === undefined || token === undefined) continue
    // What it prints from here on is read and left aside, so that the pipe never fills.
    child.stdout?.resume()
    return { child, url, token }
  }
  throw new Error(`The server did not come up. It printed: ${printed}`)
}
