import { catalogue, type ChatEvent, type Runtime, type RuntimeKind, toSchema } from '@venom/core'

import { closed } from '../adapter/failure.js'
import { findLocal } from '../adapter/find-local.js'
import { checkKindOptions } from '../adapter/kind-options.js'
import { type RunningAnswers, streamChat } from '../adapter/stream-chat.js'
import { createTransport } from '../adapter/transport.js'
import { watchFormat } from '../adapter/watch-format.js'
import { watchWindow } from './answer-window.js'
import { readAnswer } from './chunk.js'
import { health } from './describe.js'
import { explainRefusal } from './explain.js'
import { hostPort } from './host-port.js'
import { createKnowledge } from './knowledge.js'
import { loadModel, unloadModel } from './load.js'
import { mappings } from './mappings.js'
import { toModelParameters } from './parameters.js'
import { mayReload, prepareAsking, prepareChat, sentWindow } from './prepare.js'

/** Options of an Ollama. */
export interface OllamaOptions {
  /** Name of the instance. Default: `ollama`. */
  readonly id?: string
  /** The server's address, without `/api` or `/v1`. Default: http://127.0.0.1:11434. */
  readonly url?: string
  /** A key, where something before the server wants one: Ollama itself has none. An empty one is none. */
  readonly key?: string
  /**
   * The server was started with `OLLAMA_NEW_ENGINE=1`, which no route tells: before 0.30 its own engine, which knows no penalties,
   * then computes every GGUF. Default: false.
   */
  readonly newEngine?: boolean
}

/** A runtime of an Ollama, which takes models into memory and lets them go. */
export type OllamaRuntime = Runtime & Required<Pick<Runtime, 'load' | 'unload'>>

const kind = 'ollama'
const usualPorts = [11434]
const offlineSchema = toSchema(catalogue, mappings, { kind, version: null, capabilities: [] })

/**
 * An Ollama, by its own API (`/api`), which holds many models and loads them as they are asked for. Nothing is sent before the
 * first call.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one, `runtime.bad_key` when no header can carry the key.
 */
export function ollama(options: OllamaOptions = {}): OllamaRuntime {
  const transport = createTransport({
    url: options.url ?? `http://127.0.0.1:${usualPorts[0]}`,
    ...(options.key === undefined ? {} : { key: options.key }),
  })
  let isClosed = false
  const knowledge = createKnowledge(transport, options.newEngine === true, () => {
    if (isClosed) throw closed()
  })
  const { windows } = knowledge
  const running: RunningAnswers = new Set()

  return {
    id: options.id ?? kind,
    kind,
    url: transport.url,
    offlineSchema,
    health: ({ signal } = {}) => health(transport, signal),
    models: ({ signal } = {}) => knowledge.models(signal),
    async parameters(name, { signal } = {}) {
      const known = await knowledge.look(name, signal)
      return toModelParameters(known, windows.own(known))
    },
    chat(request, chatOptions): AsyncIterable<ChatEvent> {
      return streamChat(
        {
          transport,
          contentType: 'application/x-ndjson',
          prepare(call) {
            if (isClosed) throw closed()
            const known = knowledge.recall(request.model)
            if (known !== undefined) {
              const chat = prepareChat(request, known, chatOptions)
              if (!mayReload(chat, known, windows)) return chat
            }
            return prepareAsking(knowledge, request, call.signal, chatOptions)
          },
          onFailed: knowledge.forget,
          read(sink, start) {
            const known = knowledge.recall(start.model)
            const window = known && watchWindow(transport, windows, known, sentWindow(start))
            return readAnswer(watchFormat(sink, request), transport.url, window)
          },
          toError: (status, text, start, call) => explainRefusal(transport, knowledge, status, text, start, call),
        },
        running,
        chatOptions,
      )
    },
    async load(name, { signal, generation_params = {} } = {}) {
      const known = await knowledge.learn(name, signal)
      const asked = await loadModel(transport, known, generation_params, signal)
      const window = watchWindow(transport, windows, known, asked)
      window.begun()
      window.ended()
    },
    async unload(name, { signal } = {}) {
      await unloadModel(transport, await knowledge.learn(name, signal), signal)
    },
    async close() {
      isClosed = true
      for (const end of running) end(closed())
      await transport.close()
    },
  }
}

/** The adapter as a value, for detection and for servers that name none. */
export const ollamaKind: RuntimeKind = {
  kind,
  label: 'Ollama',
  usualPorts,
  oldestProven: '0.24.0',
  options: { newEngine: 'boolean' },
  open({ options, ...where }) {
    checkKindOptions(ollamaKind, options)
    const newEngine = options?.['newEngine']
    return ollama({ ...where, ...(typeof newEngine === 'boolean' ? { newEngine } : {}) })
  },
  find(options) {
    const told = hostPort(process.env['OLLAMA_HOST'])
    return findLocal({ kind, ports: told === null ? usualPorts : [...usualPorts, told], open: ollama }, options)
  },
}
