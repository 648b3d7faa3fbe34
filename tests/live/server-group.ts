import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import { groupMembers, type ProcessState } from './processes.js'

/** How a server is started. */
export interface ServerGroupOptions {
  readonly program: string
  readonly args: readonly string[]
  /** Its whole environment: nothing of this process's own goes in. */
  readonly env: Readonly<Record<string, string>>
  /** Its state, made for it alone; removed when it ends, however that comes. */
  readonly folder: string
}

/** A server with every process that it starts. */
export interface ServerGroup {
  readonly pid: number
  /** What it wrote on stdout and stderr so far, the last million characters. */
  log(): string
  hasEnded(): boolean
  /** Everything of it that runs, the server itself included. */
  members(): Promise<readonly ProcessState[]>
  /** To every process of it; nothing when it has ended. */
  signal(signal: NodeJS.Signals): void
  /** Ends it at once, every process of it, and removes its folder. Can be called twice. */
  kill(): Promise<void>
  /** Asks the server to end, kills after `patienceMs` whatever is left, and removes its folder. Can be called twice. */
  stop(patienceMs: number): Promise<void>
}

/**
 * Starts a server in a process group of its own. All of the group dies with the server, and with this process, however that ends:
 * a shell beside them waits until its input closes, which the kernel sees to.
 */
export function launchGroup(options: ServerGroupOptions): ServerGroup {
  const { program, args, env, folder } = options
  const server = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const pid = server.pid
  if (pid === undefined) throw new Error(`${program} cannot be run`)
  const sweep = 'read -r _; kill -9 "-$0"; rm -rf -- "$1"'
  const sweeper = spawn('/bin/sh', ['-c', sweep, String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = once(server, 'exit').then(() => sweeper.stdin.end())
  const swept = once(sweeper, 'exit')

  let log = ''
  const keep = (text: string): void => void (log = (log + text).slice(-1_000_000))
  server.stdout.setEncoding('utf8').on('data', keep)
  server.stderr.setEncoding('utf8').on('data', keep)

  const hasEnded = (): boolean => server.exitCode !== null || server.signalCode !== null
  const signal = (name: NodeJS.Signals): void => {
    if (!hasEnded()) process.kill(-pid, name)
  }
  const kill = async (): Promise<void> => {
    sweeper.stdin.end()
    await Promise.all([ended, swept])
    while ((await groupMembers(pid)).length > 0) await sleep(10)
    await rm(folder, { recursive: true, force: true })
  }
  const stop = async (patienceMs: number): Promise<void> => {
    signal('SIGCONT')
    server.kill('SIGTERM')
    await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })])
    await kill()
  }
  return { pid, log: () => log, hasEnded, members: () => groupMembers(pid), signal, kill, stop }
}

/**
 * Asks again and again until something is there.
 * @throws {Error} when the server has ended, or is not ready in time; the message holds its last words.
 */
export async function untilReady<T>(
  group: ServerGroup,
  readyMs: number,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + readyMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    const fault = group.hasEnded() ? 'ended' : Date.now() > deadline ? `was not ready in ${readyMs} ms` : undefined
    if (fault !== undefined) throw new Error(`it ${fault}: ${group.log().trim().slice(-1500)}`)
    await sleep(20)
  }
}
