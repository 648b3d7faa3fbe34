import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

import { launch } from './launch.js'
import { llamaProgram } from './testbed.js'
import { tinyModel } from './tiny-model.js'

const loopback = ['--host', '127.0.0.1', '--port', '0', '-t', '1', '--sse-ping-interval', '1']

/** What a live suite can ask of the server that it starts. */
export interface LlamaServerOptions {
  /** A GGUF file, or null for a router that takes its models from `args`. Default: the tiny model. */
  readonly model?: string | null
  /** Further arguments, such as `['-c', '4096', '--metrics']`. They come last, so they win. */
  readonly args?: readonly string[]
  /** Until it answers `/health` with 200, in milliseconds; 0 returns as soon as it listens. Default: 30,000. */
  readonly readyMs?: number
}

/** One slot of a server: whether it works on a request. */
export interface Slot {
  readonly id: number
  readonly busy: boolean
}

/** A llama-server of one test file. */
export interface LlamaServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string
  readonly pid: number
  /** Everything that it wrote on stderr so far. */
  log(): string
  /** What its slots do. Ask at most every 1.2 s after a cancel: each question postpones the server's look at closed sockets. */
  slots(): Promise<readonly Slot[]>
  /** Freezes it: connections stand, nothing is answered. */
  pause(): void
  /** Lets a frozen one go on. */
  resume(): void
  /** Ends it politely, and after a second by force. Can be called twice. */
  stop(): Promise<void>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
}

/**
 * Starts a llama-server on a free port of the loopback, with one thread and the alias `pico`.
 * It dies with the test process, however that ends.
 * @throws {Error} when the program is not installed, ends, or is not ready in time; the message holds its last words.
 */
export async function startLlamaServer(options: LlamaServerOptions = {}): Promise<LlamaServer> {
  const { model = tinyModel, args = [], readyMs = 30_000 } = options
  const served = model === null ? [] : ['-m', model, '--alias', 'pico']
  const child = launch(llamaProgram('llama-server'), [...served, ...loopback, ...args], ['ignore', 'ignore', 'pipe'])
  let log = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-1_000_000)
  })
  try {
    const deadline = Date.now() + Math.max(readyMs, 10_000)
    const url = await poll(child, deadline, () => /listening on (http:\/\/[\d.]+:\d+)/.exec(log)?.[1])
    if (readyMs > 0) await poll(child, deadline, () => isHealthy(url))
    return control(child, url, () => log)
  } catch (cause) {
    child.kill('SIGKILL')
    throw new Error(`llama-server did not come up: ${log.trim().slice(-800)}`, { cause })
  }
}

function control(child: ChildProcess, url: string, log: () => string): LlamaServer {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve()
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill('SIGCONT')
    child.kill(signal)
    if ((await Promise.race([ended, sleep(1000, 'late', { ref: false })])) === 'late') child.kill('SIGKILL')
    await ended
  }
  return {
    url,
    pid: child.pid ?? 0,
    log,
    slots: () => readSlots(url),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  }
}

async function poll<T>(
  child: ChildProcess,
  deadline: number,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended')
    if (Date.now() > deadline) throw new Error('it was not ready in time')
    await sleep(20)
  }
}

async function isHealthy(url: string): Promise<true | undefined> {
  const reply = await fetch(`${url}/health`).catch(() => undefined)
  await reply?.body?.cancel()
  return reply?.status === 200 ? true : undefined
}

async function readSlots(url: string): Promise<readonly Slot[]> {
  const reply = await fetch(`${url}/slots`)
  const body: unknown = await reply.json()
  if (!Array.isArray(body)) throw new Error(`${url}/slots answered ${reply.status}: ${JSON.stringify(body)}`)
  return body.map(toSlot)
}

function toSlot(raw: unknown): Slot {
  if (typeof raw !== 'object' || raw === null || !('id' in raw) || !('is_processing' in raw))
    throw new Error(`not a slot: ${JSON.stringify(raw)}`)
  return { id: Number(raw.id), busy: raw.is_processing === true }
}
