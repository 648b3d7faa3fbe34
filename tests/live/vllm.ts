import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { listeningPort } from './listening-port.js'
import { untilGone } from './processes.js'
import { launchGroup, type ServerGroup, untilReady } from './server-group.js'
import { vllmKeeps, vllmProgram } from './testbed.js'
import { tinyModelFolder } from './tiny-model.js'

/** What a live suite can ask of the server that it starts. */
export interface VllmOptions {
  /** Further arguments of `vllm serve`. They come last, so they win. */
  readonly args?: readonly string[]
  /** More of its environment. It wins. */
  readonly env?: Readonly<Record<string, string>>
  /** The window, in tokens. Default: 1024. Above 8192 the blocks of its cache are too few: give `--num-gpu-blocks-override`. */
  readonly maxLength?: number
  /** The name that it serves the model by. Default: `pico`. */
  readonly name?: string
  /** A Hugging Face folder. Default: the tiny model. */
  readonly model?: string
}

/** How long a start may take, in milliseconds: 15 to 20 seconds of two cores, and minutes of cores that others use too. For `beforeAll`. */
export const vllmStartMs = 300_000

/** A vLLM of one test file: a server, and the process of its engine. */
export interface VllmServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string
  readonly pid: number
  /** What it wrote so far. */
  log(): string
  /** The sum of a metric of `/metrics` over its labels, such as `vllm:num_requests_running`. Throws when there is none. */
  metric(name: string): Promise<number>
  /** Whether a request runs or waits. */
  isBusy(): Promise<boolean>
  /** Freezes server and engine: connections stand, nothing is answered. */
  pause(): void
  /** Lets a frozen server and its engine go on. */
  resume(): void
  /** Ends the engine at once, as a crash would. The server says so to whoever waits, and ends. */
  killEngine(): Promise<void>
  /** Ends server and engine at once, as a crash of the machine would. */
  kill(): Promise<void>
  /** Ends it politely, and after ten seconds by force. Can be called twice. */
  stop(): Promise<void>
}

/**
 * Starts a vLLM on a free port of the loopback, with one thread, LoRA adapters at run time, per-request metrics and its
 * developer's routes (`/pause`, `/resume`, `/abort_requests`). It dies with the test process, however that ends.
 * @throws {Error} when it is not installed, ends, or is not ready in {@link vllmStartMs}; the message holds its last words.
 */
export async function startVllm(options: VllmOptions = {}): Promise<VllmServer> {
  const { args = [], env = {} } = options
  const program = vllmProgram()
  const folder = await mkdtemp(join(tmpdir(), 'venom-vllm-'))
  const group = launchGroup({
    program,
    args: ['serve', ...served(options), ...small, ...adapters, ...told, ...args],
    env: { ...ownEnvironment(folder), ...env },
    folder,
  })
  try {
    const url = await untilReady(group, vllmStartMs, () => listeningAt(group))
    await untilReady(group, 10_000, () => isHealthy(url))
    return control(group, url)
  } catch (cause) {
    await group.kill()
    throw new Error(`vLLM did not come up: ${String(cause)}`, { cause })
  }
}

function served({ model = tinyModelFolder, name = 'pico', maxLength = 1024 }: VllmOptions): readonly string[] {
  return [
    model,
    '--served-model-name',
    name,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--max-model-len',
    String(maxLength),
  ]
}

/** What keeps it small: no compiler, no process a worker, a cache of 8192 tokens instead of a gigabyte. */
const small = [
  ...['--dtype', 'float32', '--enforce-eager', '--distributed-executor-backend', 'uni'],
  ...['--max-num-seqs', '8', '--num-gpu-blocks-override', '64'],
]

/** Never load more than seven: on a processor, vLLM 0.32.0 gives the adapter of the last slot to base answers of a mixed batch. */
const adapters = ['--enable-lora', '--max-lora-rank', '16', '--max-loras', '8']

const told = ['--enable-per-request-metrics', '--enable-prompt-tokens-details', '--disable-uvicorn-access-log']

function ownEnvironment(folder: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TMPDIR: folder,
    PYTHONUNBUFFERED: '1',
    HF_HUB_OFFLINE: '1',
    VLLM_NO_USAGE_STATS: '1',
    DO_NOT_TRACK: '1',
    VLLM_CACHE_ROOT: join(vllmKeeps(), 'cache'),
    VLLM_CONFIG_ROOT: join(vllmKeeps(), 'config'),
    // Bound to cores, two servers would share the first one; more threads than one would spin.
    VLLM_CPU_OMP_THREADS_BIND: 'nobind',
    OMP_NUM_THREADS: '1',
    VLLM_CPU_KVCACHE_SPACE: '1',
    VLLM_ENABLE_V1_MULTIPROCESSING: '0',
    VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'True',
    VLLM_SERVER_DEV_MODE: '1',
  }
}

async function listeningAt(group: ServerGroup): Promise<string | undefined> {
  const port = await listeningPort(group.pid)
  return port === undefined ? undefined : `http://127.0.0.1:${port}`
}

async function isHealthy(url: string): Promise<true | undefined> {
  const reply = await fetch(`${url}/health`).catch(() => undefined)
  await reply?.body?.cancel()
  return reply?.status === 200 ? true : undefined
}

function control(group: ServerGroup, url: string): VllmServer {
  const metric = (name: string): Promise<number> => readMetric(url, name)
  return {
    url,
    pid: group.pid,
    log: group.log,
    metric,
    isBusy: async () => (await metric('vllm:num_requests_running')) + (await metric('vllm:num_requests_waiting')) > 0,
    pause: () => group.signal('SIGSTOP'),
    resume: () => group.signal('SIGCONT'),
    killEngine: () => killEngine(group),
    kill: group.kill,
    stop: () => group.stop(10_000),
    [Symbol.asyncDispose]: group.kill,
  }
}

async function killEngine(group: ServerGroup): Promise<void> {
  const engine = (await group.members()).find(({ name }) => name.startsWith('VLLM::Engine'))
  if (engine === undefined) throw new Error('this vLLM has no process of an engine')
  process.kill(engine.pid, 'SIGKILL')
  await untilGone([engine.pid])
}

async function readMetric(url: string, name: string): Promise<number> {
  const reply = await fetch(`${url}/metrics`)
  const lines = (await reply.text()).split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line))
  if (lines.length === 0) throw new Error(`${url}/metrics has no ${name}`)
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}
