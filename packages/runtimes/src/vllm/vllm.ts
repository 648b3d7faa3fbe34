import {
  catalogue,
  type ChatEvent,
  type ChatOptions,
  type ChatRequest,
  type ModelInfo,
  type OpenOptions,
  type Runtime,
  type RuntimeKind,
  type ServerFacts,
  toSchema,
  translate,
  untilAborted,
} from '@venom/core'

import { closed } from '../adapter/failure.js'
import { findLocal } from '../adapter/find-local.js'
import { checkKindOptions } from '../adapter/kind-options.js'
import { isObject } from '../adapter/read-json.js'
import { keepDescription } from '../adapter/self-description.js'
import { type PreparedChat, type RunningAnswers, streamChat } from '../adapter/stream-chat.js'
import { createTransport } from '../adapter/transport.js'
import { unknownModel } from '../adapter/unknown-model.js'
import { watchFormat } from '../adapter/watch-format.js'
import { hostAdapters } from './adapters.js'
import { toBody } from './body.js'
import { confirmIdle } from './cancel.js'
import { readAnswer } from './chunk.js'
import { type Description, describe } from './describe.js'
import { toServerError } from './failure.js'
import { health } from './health.js'
import { mappings } from './mappings.js'
import { countOverflow } from './overflow.js'
import { toParameters, toReported } from './parameters.js'

/** Options of a vLLM server. */
export interface VllmOptions {
  /** Name of the instance. Default: `vllm`. */
  readonly id?: string
  /** The server's address, without `/v1`. Default: http://127.0.0.1:8000. */
  readonly url?: string
  /** The key that it was started with (`--api-key`). An empty one is none. */
  readonly key?: string
  /**
   * The content of the `generation_config.json` that it was started with: vLLM takes its defaults from there and tells nobody.
   * Default: nothing is reported as in force.
   */
  readonly generationConfig?: Readonly<Record<string, unknown>>
  /**
   * Keep the last of the server's places for adapters empty: on a processor vLLM 0.32.0 answers wrongly without. Its metrics say
   * how many there are (`--max-loras`); where they do not, no adapter is taken. False is right on a GPU, which no route tells, and
   * where somebody else sees to the places. Default: true.
   */
  readonly spareAdapterSlot?: boolean
}

/** A runtime of a vLLM, which takes adapters while it runs where it was started with `--enable-lora`. */
export type VllmRuntime = Runtime & Required<Pick<Runtime, 'adapters'>>

const kind = 'vllm'
/** The port that vLLM listens on when it is not told. */
const usualPorts = [8000] as const
const offlineSchema = toSchema(catalogue, mappings, { kind, version: null, capabilities: [] })

/**
 * A vLLM server, on its OpenAI-compatible `/v1` with all that vLLM adds to it. Nothing is sent before the first call.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one, `runtime.bad_key` when no header can carry the key.
 */
export function vllm(options: VllmOptions = {}): VllmRuntime {
  const transport = createTransport({
    url: options.url ?? `http://127.0.0.1:${usualPorts[0]}`,
    ...(options.key === undefined ? {} : { key: options.key }),
  })
  const reported = toReported(options.generationConfig)
  const spareSlot = options.spareAdapterSlot !== false
  let isClosed = false
  const description = keepDescription(() => (isClosed ? Promise.reject(closed()) : describe(transport)))
  const running: RunningAnswers = new Set()
  const hosting = hostAdapters({
    transport,
    describe: description.fresh,
    requireModel,
    onChanged: description.forget,
    spareSlot,
  })

  /** What is known is not enough where it does not know the model: an adapter may have been added, or another model started. */
  function knows(model: string): Description | undefined {
    const known = description.known()
    return known === undefined || findModel(model, known) === undefined ? undefined : known
  }

  return {
    id: options.id ?? kind,
    kind,
    url: transport.url,
    offlineSchema,
    health: ({ signal } = {}) => health(transport, spareSlot, signal),
    models: async ({ signal } = {}) => (await description.fresh(signal)).models,
    async parameters(model, { signal } = {}) {
      const described = await description.fresh(signal)
      return { schema: toParameters(described.server, requireModel(model, described).context_tokens), reported }
    },
    chat(request, chatOptions): AsyncIterable<ChatEvent> {
      let contextTokens: number | undefined

      function prepare(described: Description): PreparedChat {
        const model = requireModel(request.model, described)
        contextTokens = model.context_tokens
        return toPrepared(request, model.id, described.server, chatOptions)
      }

      async function prepareAnew(signal: AbortSignal): Promise<PreparedChat> {
        await untilAborted(hosting.replaced(request.model) ?? Promise.resolve(), signal)
        return prepare(await description.fresh(signal))
      }

      return streamChat(
        {
          transport,
          contentType: 'text/event-stream',
          prepare(preparation) {
            if (isClosed) throw closed()
            const known = hosting.replaced(request.model) === undefined ? knows(request.model) : undefined
            return known === undefined ? prepareAnew(preparation.signal) : prepare(known)
          },
          onFailed: description.forget,
          read(sink, { translation }) {
            const maxTokens = translation.entries.find(({ name }) => name === 'max_tokens')?.sent
            const requested = typeof maxTokens === 'number' ? maxTokens : undefined
            return readAnswer(watchFormat(sink, request), { server: transport.url, requested, contextTokens })
          },
          toError(status, text, _start, { signal }) {
            const error = toServerError(status, text, transport.url)
            return error.code === 'chat.context_overflow' ? countOverflow(transport, request, error, signal) : error
          },
          confirmCancelled: () => confirmIdle(transport),
        },
        running,
        chatOptions,
      )
    },
    adapters: hosting.host,
    async close() {
      isClosed = true
      for (const end of running) end(closed())
      await transport.close()
    },
  }
}

/** The adapter as a value, for detection and for servers that name none. */
export const vllmKind: RuntimeKind = {
  kind,
  label: 'vLLM',
  usualPorts,
  oldestProven: '0.32.0',
  options: { generationConfig: 'object', spareAdapterSlot: 'boolean' },
  open: (options) => vllm(toOptions(options)),
  find: (options) => findLocal({ kind, ports: usualPorts, open: vllm }, options),
}

/** @throws {VenomError} `runtime.bad_option`. */
function toOptions({ options, ...where }: OpenOptions): VllmOptions {
  checkKindOptions(vllmKind, options)
  const { generationConfig, spareAdapterSlot } = { ...options }
  return {
    ...where,
    ...(isObject(generationConfig) ? { generationConfig } : {}),
    ...(typeof spareAdapterSlot === 'boolean' ? { spareAdapterSlot } : {}),
  }
}

function toPrepared(request: ChatRequest, model: string, server: ServerFacts, options: ChatOptions = {}): PreparedChat {
  const { wire, report } = translate(mappings, server, request.generation_params ?? {}, {
    strict: options.strict === true,
  })
  return {
    start: { type: 'start', model, translation: report },
    path: '/v1/chat/completions',
    body: toBody(request, model, wire),
  }
}

function findModel(model: string, { models }: Description): ModelInfo | undefined {
  return models.find(({ id }) => id === model)
}

/** @throws {VenomError} `model.unknown`. */
function requireModel(model: string, described: Description): ModelInfo {
  const found = findModel(model, described)
  if (found !== undefined) return found
  const names = described.models.map(({ id }) => id)
  throw unknownModel(
    `This vLLM (${described.server.version ?? 'unknown version'})`,
    model,
    names,
    'Ask for one of these.',
  )
}
