import {
  catalogue,
  createDirectory,
  createMemoryTuningStorage,
  createModelIndex,
  createTuning,
  type GenerationSchema,
  type LayerSource,
  type Runtime,
  type TuningStorage,
  type Values,
  VenomError,
} from '@venom/core'
import { createTuningClient, type TuningClient } from '@venom/core/client'
import { tuningApp } from '@venom/core/http'

/** What a test's server can be given. */
export interface TuningServerOptions {
  /** Default: six usual parameters. */
  readonly schema?: GenerationSchema
  /** What the runtime says that it uses. Default: a temperature of 0.8 and a top_k of 40. */
  readonly reported?: Values
  readonly storage?: TuningStorage
  /** What else says something of the model, such as a manifest. */
  readonly sources?: readonly LayerSource[]
}

/** The real service of tuning behind its real HTTP handlers, in this process: for tests and stories. */
export interface TuningServer {
  /** A client of somebody by that name. */
  readonly clientOf: (who: string) => TuningClient
  /** Lets calls fail from now on: no answer at all, or the runtime behind the server. `undefined` mends it. */
  readonly fail: (what: 'network' | 'runtime' | undefined) => void
  /** Holds every call from now on until the function that it returns is called. */
  readonly hold: () => () => void
  /** Gives the model other parameters. */
  readonly setSchema: (schema: GenerationSchema) => void
  /** Moves the clock of the server on. */
  readonly advance: (ms: number) => void
  readonly now: () => number
  /** Method and path of every call that arrived. */
  readonly calls: readonly string[]
}

/** The model of the server. */
export const tunedModel = 'org/Llama-3.2-3B-Instruct:Q4_K_M'

const { temperature, top_p, top_k, repeat_penalty, max_tokens, ignore_eos } = catalogue
const usual = { temperature, top_p, top_k, repeat_penalty, max_tokens, ignore_eos }

/** Starts a server. It holds nothing that must be freed. */
export function startTuningServer(options: TuningServerOptions = {}): TuningServer {
  const { reported = { temperature: 0.8, top_k: 40 }, storage = createMemoryTuningStorage(), sources = [] } = options
  const state: { schema: GenerationSchema; failure: 'network' | 'runtime' | undefined; held: Promise<void> } = {
    schema: options.schema ?? usual,
    failure: undefined,
    held: Promise.resolve(),
  }
  const calls: string[] = []
  let now = Date.UTC(2026, 10, 21, 12)

  const answer = async <T>(value: () => T): Promise<T> => {
    if (state.failure === 'runtime') throw new VenomError('runtime.unreachable', 'Nothing answers on port 8080.')
    return value()
  }
  const runtime: Runtime = {
    id: 'llama-server',
    kind: 'llama-cpp',
    offlineSchema: usual,
    health: async () => ({ state: 'ready', server: { kind: 'llama-cpp', version: null, capabilities: [] } }),
    models: () => answer(() => [{ id: tunedModel }]),
    parameters: () => answer(() => ({ schema: state.schema, reported })),
    async *chat() {},
    close: async () => {},
  }
  const directory = createDirectory([runtime])
  const app = tuningApp({
    tuning: createTuning({ directory, storage, sources, now: () => now }),
    index: createModelIndex(directory),
    authorize: (request) => request.headers.get('authorization')?.replace('Bearer ', '') ?? null,
  })

  async function fetch(url: string, init: RequestInit): Promise<Response> {
    const { signal } = init
    const { pathname } = new URL(url)
    await Promise.race([state.held, aborted(signal)])
    if (state.failure === 'network') throw new TypeError('Failed to fetch')
    calls.push(`${init.method} ${decodeURIComponent(pathname).replace(`/api/v1/models/${tunedModel}`, '')}`)
    return Promise.race([app.fetch(new Request(url, { ...init, signal: null })), aborted(signal)])
  }

  return {
    clientOf: (who) => createTuningClient({ baseUrl: 'http://tuning.test', token: who, fetch }),
    fail(what) {
      state.failure = what
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      state.held = promise
      return () => {
        state.held = Promise.resolve()
        resolve(undefined)
      }
    },
    setSchema(schema) {
      state.schema = schema
    },
    advance(ms) {
      now += ms
    },
    now: () => now,
    calls,
  }
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  const end = (): void => reject(new DOMException('The call was aborted.', 'AbortError'))
  if (signal?.aborted === true) end()
  else signal?.addEventListener('abort', end, { once: true })
  return promise
}
