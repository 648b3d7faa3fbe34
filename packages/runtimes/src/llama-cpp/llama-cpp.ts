import {
  catalogue,
  type ChatEvent,
  type ChatOptions,
  type ChatRequest,
  type Runtime,
  type RuntimeKind,
  type StartEvent,
  toSchema,
  translate,
} from '@venom/core'

import { closed } from '../adapter/failure.js'
import { findLocal } from '../adapter/find-local.js'
import { checkKindOptions } from '../adapter/kind-options.js'
import { keepDescription } from '../adapter/self-description.js'
import { type PreparedChat, type RunningAnswers, streamChat } from '../adapter/stream-chat.js'
import { createTransport } from '../adapter/transport.js'
import { unknownModel } from '../adapter/unknown-model.js'
import { watchFormat } from '../adapter/watch-format.js'
import { checkRequest, toBody } from './body.js'
import { type Asked, readAnswer } from './chunk.js'
import { confirmIdle } from './cancel.js'
import { type Description, describe, health } from './describe.js'
import { toServerError } from './failure.js'
import { mappings } from './mappings.js'

/** Options of a llama-server. */
export interface LlamaCppOptions {
  /** Name of the instance. Default: `llama-cpp`. */
  readonly id?: string
  /** The server's address. Default: http://127.0.0.1:8080. */
  readonly url?: string
  /** The key that it was started with (`--api-key`). An empty one is none. */
  readonly key?: string
}

const kind = 'llama-cpp'
const offlineSchema = toSchema(catalogue, mappings, { kind, version: null, capabilities: [] })

/** The ports that llama-server listens on when it is not told: 8080, and 9931 since it announced to move there. */
const usualPorts = [8080, 9931]

/**
 * A llama.cpp server (`llama-server`) that holds one model. Nothing is sent before the first call.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one, `runtime.bad_key` when no header can carry the key.
 */
export function llamaCpp(options: LlamaCppOptions = {}): Runtime {
  const transport = createTransport({
    url: options.url ?? `http://127.0.0.1:${usualPorts[0]}`,
    ...(options.key === undefined ? {} : { key: options.key }),
  })
  let isClosed = false
  const description = keepDescription(() => (isClosed ? Promise.reject(closed()) : describe(transport)))
  const running: RunningAnswers = new Set()

  /** What is known is not enough where it does not know the model: the server may have been started with another one. */
  function knows(model: string): Description | undefined {
    const known = description.known()
    return known === undefined || findModel(model, known) === undefined ? undefined : known
  }

  return {
    id: options.id ?? kind,
    kind,
    url: transport.url,
    offlineSchema,
    health: ({ signal } = {}) => health(transport, signal),
    models: async ({ signal } = {}) => (await description.fresh(signal)).models,
    async parameters(model, { signal } = {}) {
      const described = await description.fresh(signal)
      canonicalName(model, described)
      return { schema: toSchema(catalogue, mappings, described.server), reported: described.reported }
    },
    chat(request, chatOptions): AsyncIterable<ChatEvent> {
      let asked: Description | undefined

      function prepareFor(described: Description): PreparedChat {
        asked = described
        return prepare(request, described, chatOptions)
      }

      return streamChat(
        {
          transport,
          contentType: 'text/event-stream',
          prepare(options) {
            if (isClosed) throw closed()
            const known = knows(request.model)
            return known === undefined ? description.fresh(options.signal).then(prepareFor) : prepareFor(known)
          },
          onFailed: description.forget,
          read: (sink, start) =>
            readAnswer(watchFormat(sink, request), { server: transport.url, ...limitsOf(start, asked) }),
          toError: (status, text) => toServerError(status, text, transport.url),
          confirmCancelled: () => confirmIdle(transport),
        },
        running,
        chatOptions,
      )
    },
    async close() {
      isClosed = true
      for (const end of running) end(closed())
      await transport.close()
    },
  }
}

/** The adapter as a value, for detection and for servers that name none. */
export const llamaCppKind: RuntimeKind = {
  kind,
  label: 'llama.cpp server',
  usualPorts,
  oldestProven: 'b11669',
  open(options) {
    checkKindOptions(llamaCppKind, options.options)
    return llamaCpp(options)
  },
  find: (options) => findLocal({ kind, ports: usualPorts, open: llamaCpp }, options),
}

function prepare(request: ChatRequest, described: Description, options: ChatOptions = {}): PreparedChat {
  const model = canonicalName(request.model, described)
  checkRequest(request, described)
  const { wire, report } = translate(mappings, described.server, request.generation_params ?? {}, {
    strict: options.strict === true,
  })
  return {
    start: { type: 'start', model, translation: report },
    path: '/v1/chat/completions',
    body: toBody(request, model, wire, described.samplers),
  }
}

/** What an answer is held to: what was sent, else what the server uses unasked. */
function limitsOf({ model, translation }: StartEvent, described: Description | undefined): Omit<Asked, 'server'> {
  const sent = translation.entries.find(({ name }) => name === 'max_tokens')?.sent
  const requested = sent ?? described?.reported['max_tokens']
  return {
    model,
    requested: typeof requested === 'number' ? requested : undefined,
    contextTokens: described?.models.find(({ id }) => id === model)?.context_tokens,
  }
}

function findModel(model: string, { models, aliases }: Description): string | undefined {
  const name = aliases.get(model) ?? model
  return models.find(({ id }) => id === name)?.id
}

/** @throws {VenomError} `model.unknown`: the server itself would answer with whatever model it has. */
function canonicalName(model: string, described: Description): string {
  const name = findModel(model, described)
  if (name !== undefined) return name
  const { models, server } = described
  const names = models.map(({ id }) => id)
  throw unknownModel(
    `This llama-server (${server.version ?? 'unknown version'})`,
    model,
    names,
    'Ask for one of these.',
  )
}
