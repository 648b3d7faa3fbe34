import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { parseKindOptions } from './kind-options.js'
import { isToken } from './token.js'

/** A runtime that is named by the person who starts the server. */
export interface ConfiguredRuntime {
  readonly id: string
  /** `http://…` of a server, or `file:///….gguf` of an embedded model. */
  readonly url: string
  /** The adapter, such as `vllm`. Absent: the server is asked what it is. */
  readonly kind?: string
  /** The key that the server was started with. */
  readonly key?: string
  /** What its kind alone can be told, as texts. Only where the kind is named. */
  readonly options?: Readonly<Record<string, string>>
}

/** What the server is started with. */
export interface ServerOptions {
  readonly host: string
  /** Names under which it may be addressed, beside this machine's own. */
  readonly allowedHosts: readonly string[]
  /** 0 takes any free port. Absent: 7410, or any free one where that is taken. */
  readonly port?: number
  /** File of the database. */
  readonly database: string
  /** GGUF file of the embedded model. */
  readonly model: string
  /** Folder of the built Cockpit. Absent: none is served. */
  readonly page?: string
  /** Manifest file. */
  readonly manifest?: string
  readonly runtimes: readonly ConfiguredRuntime[]
  /** What must be shown to change anything. Absent: a new one is made. */
  readonly token?: string
}

/** Under this name the built-in model is listed; a file of another one may take its place. */
const embeddedId = 'embedded'

/** What the command line asks for. */
export type ParsedOptions =
  | { readonly ask: 'serve'; readonly options: ServerOptions }
  | { readonly ask: 'help' }
  | { readonly ask: 'nothing'; readonly message: string }

/** What `--help` prints. */
export const helpText = `Usage: npm start -- [options]

  --port N           port to listen on; 0 takes any free one (VENOM_PORT, default 7410)
  --host NAME        address to listen on (VENOM_HOST, default 127.0.0.1)
  --allow-host LIST  names by which other machines may address it (VENOM_ALLOW_HOST)
  --database FILE    where overrides are kept (VENOM_DATABASE)
  --model FILE       GGUF of the embedded model (VENOM_MODEL, default: the tiny one shipped here)
  --manifest FILE    models and their parameters (VENOM_MANIFEST)
  --runtimes LIST    'gpu2=http://10.0.0.2:8080,box=vllm+http://box:9000,…' (VENOM_RUNTIMES)
  --help             this text

A server is asked what it is; name its kind before the address where it cannot be: ollama+, vllm+, llama-cpp+. What only a kind can
be told stands behind the address, in percent-encoding: 'box=vllm+http://box:8000?generationConfig=FILE.json&spareAdapterSlot=false',
'old=ollama+http://old:11434?newEngine=true'. Keys that servers ask for stand in VENOM_RUNTIME_KEYS: 'gpu2=…,box=…'. Servers on the
usual ports of this machine are found by themselves.
The token is made anew at each start unless VENOM_TOKEN is set.
`

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the command line, then the environment for what it does not say. Never throws. */
export function parseOptions(argv: readonly string[], env: Environment): ParsedOptions {
  try {
    const { values } = parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: false })
    if (values.help === true) return { ask: 'help' }
    return { ask: 'serve', options: toOptions(values, env) }
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    // What is printed may travel: an argument that stands in the wrong place may be an address with a login.
    return { ask: 'nothing', message: message.replace(/\/\/\S*@/, '//') }
  }
}

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string' },
  database: { type: 'string' },
  model: { type: 'string' },
  manifest: { type: 'string' },
  runtimes: { type: 'string' },
  help: { type: 'boolean' },
} as const

type Flags = { readonly [name in Exclude<keyof typeof flags, 'help'>]?: string | undefined }

function toOptions(flag: Flags, env: Environment): ServerOptions {
  const port = toPort(flag.port ?? env['VENOM_PORT'])
  const manifest = flag.manifest ?? env['VENOM_MANIFEST']
  const token = toToken(env['VENOM_TOKEN'])
  return {
    host: toHost(flag.host ?? env['VENOM_HOST'] ?? '127.0.0.1'),
    allowedHosts: toList(flag['allow-host'] ?? env['VENOM_ALLOW_HOST'] ?? ''),
    database: flag.database ?? env['VENOM_DATABASE'] ?? join(dataFolder(env), 'venom', 'venom.sqlite'),
    model: flag.model ?? env['VENOM_MODEL'] ?? fileURLToPath(new URL('../model/pico.gguf', import.meta.url)),
    page: fileURLToPath(new URL('../../app/dist', import.meta.url)),
    runtimes: toRuntimes(flag.runtimes ?? env['VENOM_RUNTIMES'] ?? '', toKeys(env['VENOM_RUNTIME_KEYS'] ?? '')),
    ...(port === undefined ? {} : { port }),
    ...(manifest === undefined ? {} : { manifest }),
    ...(token === undefined ? {} : { token }),
  }
}

function toHost(text: string): string {
  if (text.trim() !== '') return text.toLowerCase()
  throw new RangeError('The address to listen on is empty. Give one with --host: 0.0.0.0 is all of this machine.')
}

function toPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new RangeError(`The port “${text}” is not a number from 0 to 65535.`)
}

function toToken(text: string | undefined): string | undefined {
  if (text === undefined || isToken(text)) return text
  throw new RangeError(
    'VENOM_TOKEN must be at least 8 letters, digits or one of ._~+/- long. Leave it out to have one made.',
  )
}

// Where a program keeps its data, by the XDG base directory specification.
function dataFolder(env: Environment): string {
  const folder = env['XDG_DATA_HOME']
  return folder === undefined || folder === '' ? join(homedir(), '.local', 'share') : folder
}

function toList(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function toRuntimes(list: string, keys: ReadonlyMap<string, string>): readonly ConfiguredRuntime[] {
  const runtimes = toList(list).map((entry, index) => toRuntime(entry, index, keys))
  const ids = runtimes.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new RangeError(`Two runtimes are named “${twice}”. Give each a name of its own.`)
  const nobody = [...keys.keys()].find((id) => !ids.includes(id))
  if (nobody === undefined) return runtimes
  throw new RangeError(`VENOM_RUNTIME_KEYS has a key for “${nobody}”, but no runtime of this name is configured.`)
}

// An entry is not repeated: its address may hold a login.
function toRuntime(entry: string, index: number, keys: ReadonlyMap<string, string>): ConfiguredRuntime {
  const [, id, kind, url, query] =
    /^([\w.-]+)=(?:([a-z][a-z-]*)\+)?((?:https?|file):[^\s?]+)(?:\?(\S*))?$/.exec(entry) ?? []
  if (id === undefined || url === undefined) {
    throw new RangeError(`Runtime ${index + 1} of the list is not of the form name=http://host:port.`)
  }
  if (id === embeddedId && !url.startsWith('file:')) {
    throw new RangeError(`“${id}” is the name of the built-in model. Give the other runtime another one.`)
  }
  if (query !== undefined && (kind === undefined || url.startsWith('file:'))) {
    throw new RangeError(
      `“${id}” has options behind its address. They belong to a kind of server: name it, as in ${id}=vllm+http://host:port?….`,
    )
  }
  const key = keys.get(id)
  return {
    id,
    url,
    ...(kind === undefined ? {} : { kind }),
    ...(key === undefined ? {} : { key }),
    ...(query === undefined ? {} : { options: parseKindOptions(id, query) }),
  }
}

// What is wrong with a key is told without the key: what is printed may travel.
function toKeys(list: string): ReadonlyMap<string, string> {
  return new Map(
    toList(list).map((entry): [string, string] => {
      const [, id, key] = /^([\w.-]+)=(\S+)$/.exec(entry) ?? []
      if (id !== undefined && key !== undefined) return [id, key]
      throw new RangeError('VENOM_RUNTIME_KEYS is not of the form name=key,other=key.')
    }),
  )
}
