import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createOllamaModel, type OllamaModel } from './ollama-models.js'
import { compute, type ProcessState, untilGone } from './processes.js'
import { launchGroup, type ServerGroup, untilReady } from './server-group.js'
import { ollamaProgram } from './testbed.js'

export type { OllamaModel } from './ollama-models.js'

/** The versions of the testbed: the newest, the last with LoRA by its API, the last with the old engine. */
export const ollamaVersions = ['0.34.4', '0.34.0', '0.24.0'] as const

/** A version of Ollama that the testbed has. */
export type OllamaVersion = (typeof ollamaVersions)[number]

/** What a live suite can ask of the server that it starts. */
export interface OllamaOptions {
  /** Default: 0.34.4. */
  readonly version?: OllamaVersion
  /** More of its environment, such as `{ OLLAMA_NUM_PARALLEL: '2' }`. It wins. */
  readonly env?: Readonly<Record<string, string>>
  /** The models that it has at the start, by name. Default: `{ pico: {} }`. */
  readonly models?: Readonly<Record<string, OllamaModel>>
}

/** An Ollama of one test file. A runner is the process in which it computes; there is one for each loaded model. */
export interface OllamaServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string
  readonly version: OllamaVersion
  readonly pid: number
  /** What it wrote so far. */
  log(): string
  /** The runners' processes; none while no model is loaded. */
  runners(): Promise<readonly number[]>
  /** Whether a runner computes: what it took of a processor in the next 120 ms. */
  isBusy(): Promise<boolean>
  /** Freezes server and runners: connections stand, nothing is answered. */
  pause(): void
  /** Lets a frozen server and its runners go on. */
  resume(): void
  /** Freezes the runners alone: the server answers what needs no model. Throws when no model is loaded, as the next two do. */
  pauseRunner(): Promise<void>
  /** Lets frozen runners go on. */
  resumeRunner(): Promise<void>
  /** Ends the runners at once, as a crash would. The server stays. */
  killRunner(): Promise<void>
  /** Ends server and runners at once, as a crash of the machine would. */
  kill(): Promise<void>
  /** Ends it politely, and after five seconds by force. Can be called twice. */
  stop(): Promise<void>
}

/**
 * Starts an Ollama on a free port of the loopback, with a folder of its own and one thread a model.
 * It dies with the test process, however that ends, and so do its runners.
 * @throws {Error} when the version is not installed, ends, is not ready in time, or refuses a model.
 */
export async function startOllama(options: OllamaOptions = {}): Promise<OllamaServer> {
  const { version = '0.34.4', env = {}, models = { pico: {} } } = options
  const program = ollamaProgram(version)
  const folder = await mkdtemp(join(tmpdir(), 'venom-ollama-'))
  const group = launchGroup({ program, args: ['serve'], env: { ...ownEnvironment(folder), ...env }, folder })
  try {
    const url = await untilReady(group, 30_000, () => listeningAt(group))
    await untilReady(group, 30_000, () => answersAs(url, version))
    for (const [name, model] of Object.entries(models))
      await createOllamaModel(url, name, withOneThread(version, model))
    return control(group, url, version)
  } catch (cause) {
    await group.kill()
    throw new Error(`Ollama ${version} did not come up: ${String(cause)}`, { cause })
  }
}

function ownEnvironment(folder: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TMPDIR: folder,
    OLLAMA_MODELS: join(folder, 'models'),
    OLLAMA_HOST: '127.0.0.1:0',
    OLLAMA_NO_CLOUD: '1',
    OLLAMA_NOPRUNE: '1',
    // More threads than one would spin on shared cores. llama-server reads this; the old engine takes a parameter instead.
    LLAMA_ARG_THREADS: '1',
  }
}

function withOneThread(version: OllamaVersion, model: OllamaModel): OllamaModel {
  return version === '0.24.0' ? { ...model, parameters: { num_thread: 1, ...model.parameters } } : model
}

function listeningAt(group: ServerGroup): string | undefined {
  const address = /Listening on (127\.0\.0\.1:\d+)/.exec(group.log())?.[1]
  return address === undefined ? undefined : `http://${address}`
}

async function answersAs(url: string, version: OllamaVersion): Promise<true | undefined> {
  const reply = await fetch(`${url}/api/version`).catch(() => undefined)
  return (await reply?.text())?.includes(`"${version}"`) === true ? true : undefined
}

function control(group: ServerGroup, url: string, version: OllamaVersion): OllamaServer {
  const runners = async (): Promise<readonly ProcessState[]> =>
    (await group.members()).filter(({ pid }) => pid !== group.pid)
  const signalRunners = async (signal: NodeJS.Signals): Promise<readonly number[]> => {
    const pids = (await runners()).map(({ pid }) => pid)
    if (pids.length === 0) throw new Error('this Ollama has no runner: no model is loaded')
    for (const pid of pids) process.kill(pid, signal)
    return pids
  }
  return {
    url,
    version,
    pid: group.pid,
    log: group.log,
    runners: async () => (await runners()).map(({ pid }) => pid),
    isBusy: () => compute(runners),
    pause: () => group.signal('SIGSTOP'),
    resume: () => group.signal('SIGCONT'),
    pauseRunner: async () => void (await signalRunners('SIGSTOP')),
    resumeRunner: async () => void (await signalRunners('SIGCONT')),
    killRunner: async () => untilGone(await signalRunners('SIGKILL')),
    kill: group.kill,
    stop: () => group.stop(5000),
    [Symbol.asyncDispose]: group.kill,
  }
}
