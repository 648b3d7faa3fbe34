import { VenomError } from '@venom/core'

import { type CatalogueCalls, createModelCatalogue, type ModelCatalogue } from './model-catalogue.js'

type Runtimes = Awaited<ReturnType<CatalogueCalls['runtimes']>>['runtimes']
type Listing = Awaited<ReturnType<CatalogueCalls['models']>>

/** What a server at the other end says. */
export interface Server {
  readonly runtimes: Runtimes
  readonly models: Listing['models']
  readonly problems?: Listing['problems']
}

const ready = (kind: string, version: string): Runtimes[number]['health'] => ({
  state: 'ready',
  server: { kind, version, capabilities: [] },
})

const embedded = {
  id: 'embedded',
  kind: 'embedded',
  label: 'embedded llama.cpp',
  health: ready('embedded', 'node-llama-cpp 3.21.1'),
} as const

const llamaServer = {
  id: 'llama-cpp',
  kind: 'llama-cpp',
  label: 'llama-server',
  health: ready('llama-cpp', 'b7123'),
} as const

const pico = {
  address: 'pico',
  runtime: 'embedded',
  id: 'pico',
  architecture: 'llama',
  context_tokens: 1024,
  size_bytes: 7_411_104,
  loaded: false,
} as const

const llama = {
  address: 'Llama-3.2-3B-Instruct-Q4_K_M',
  runtime: 'llama-cpp',
  id: 'Llama-3.2-3B-Instruct-Q4_K_M',
  architecture: 'llama',
  context_tokens: 8192,
  size_bytes: 2_019_377_696,
  loaded: true,
} as const

/** The embedded model alone: a first start. */
export const alone: Server = { runtimes: [embedded], models: [pico] }

/** Two runtimes with a model each, and one that is not there. */
export const two: Server = {
  runtimes: [
    llamaServer,
    {
      id: 'vllm',
      kind: 'vllm',
      label: 'vLLM',
      health: { state: 'unreachable', code: 'runtime.unreachable', hint: 'Start it, or correct its address.' },
    },
    embedded,
  ],
  models: [llama, pico],
  problems: [
    {
      runtime: 'vllm',
      code: 'runtime.unreachable',
      message: 'vllm at http://127.0.0.1:8000 does not answer. Start it.',
    },
  ],
}

/** A vLLM that answers, but whose engine somebody paused. */
export const paused: Server = {
  runtimes: [
    {
      id: 'gpu2',
      kind: 'vllm',
      label: 'vLLM',
      health: {
        state: 'ready',
        server: { kind: 'vllm', version: '0.32.0', capabilities: [] },
        faults: [
          {
            code: 'server.paused',
            severity: 'problem',
            message: 'Its engine is paused: answers wait until somebody lets it go on.',
            mend: 'Let it go on: POST /resume, at the same address.',
          },
        ],
      },
    },
    embedded,
  ],
  models: [{ address: 'gpu2/pico', runtime: 'gpu2', id: 'pico' }, pico],
}

const sizes = [0.6, 1.7, 4, 8, 14, 32, 72, 235]

/** More models than are found at a glance, two of one name among them, and one that is hard to show. */
export const many: Server = {
  runtimes: [llamaServer, { ...llamaServer, id: 'gpu2', health: ready('llama-cpp', 'b6990') }, embedded],
  models: [
    llama,
    ...sizes.map((size) => ({
      address: `Qwen3-${size}B-Instruct-Q5_K_M`,
      runtime: 'llama-cpp',
      id: `Qwen3-${size}B-Instruct-Q5_K_M`,
      architecture: size > 100 ? 'qwen3moe' : 'qwen3',
      context_tokens: 32_768,
      size_bytes: size * 720_000_000,
      loaded: false,
    })),
    { address: 'llama-cpp/gemma-3-27b-it', runtime: 'llama-cpp', id: 'gemma-3-27b-it', loaded: false },
    { address: 'gpu2/gemma-3-27b-it', runtime: 'gpu2', id: 'gemma-3-27b-it', loaded: true, context_tokens: 131_072 },
    {
      address: 'DeepSeek-R1-Distill-Qwen-32B-abliterated-uncensored-with-a-very-long-name-that-goes-on-IQ3_XXS',
      runtime: 'gpu2',
      id: 'DeepSeek-R1-Distill-Qwen-32B-abliterated-uncensored-with-a-very-long-name-that-goes-on-IQ3_XXS',
      architecture: 'qwen2',
      context_tokens: 131_072,
      size_bytes: 12_800_000_000,
      loaded: false,
    },
    pico,
  ],
}

/** A server where no runtime was found. */
export const empty: Server = { runtimes: [], models: [] }

/** Calls that answer as `current` says at the time: a server, `undefined` for one that is away, a promise for one that is slow. */
export function callsOf(current: () => Server | undefined | Promise<never>): CatalogueCalls {
  const ask = async (): Promise<Server> => {
    const server = await current()
    if (server !== undefined) return server
    throw new VenomError('http.unreachable', 'GET /api/v1/models got no answer. Check that the server runs.')
  }
  return {
    runtimes: async () => ({ runtimes: (await ask()).runtimes }),
    models: async () => {
      const { models, problems = [] } = await ask()
      return { models, problems }
    },
  }
}

/** A catalogue of a server that stays as it is. */
export function catalogueOf(server: Server | undefined): ModelCatalogue {
  return createModelCatalogue(callsOf(() => server))
}
