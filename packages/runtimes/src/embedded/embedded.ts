import { fileURLToPath } from 'node:url'

import {
  catalogue,
  type ChatOptions,
  type ChatRequest,
  type Runtime,
  type RuntimeKind,
  toSchema,
  translate,
  untilAborted,
  VenomError,
} from '@venom/core'

import { answer, type PreparedAnswer, type Worker } from './answer.js'
import { toDecodingOptions, toHistory } from './body.js'
import { createHandles, type Handles } from './context.js'
import { health } from './describe.js'
import { closed } from '../adapter/failure.js'
import { checkKindOptions } from '../adapter/kind-options.js'
import { prepareGrammar } from './grammar.js'
import { importLibrary } from './library.js'
import { mappings } from './mappings.js'
import { nameOf, toModel } from './models.js'
import { reported } from './parameters.js'
import { createSeats } from './seats.js'

/** Options of a model in this process. */
export interface EmbeddedOptions {
  /** Name of the instance. Default: `embedded`. */
  readonly id?: string
  /** Path of a GGUF file; of a model in several files, the first. */
  readonly modelPath: string
  /** Name of the model. Default: the file's name without `.gguf`. */
  readonly name?: string
  /** Window for a conversation and its answer, in tokens. Default and most: what the model was trained with. */
  readonly contextTokens?: number
}

const kind = 'embedded'
const offlineSchema = toSchema(catalogue, mappings, { kind, version: null, capabilities: [] })

/** Answers that may wait while one is generated. */
const maxWaiting = 1

/**
 * A model inside this process, through the optional package node-llama-cpp. It computes on one thread of the processor; nothing
 * is loaded before it is needed. One answer is generated at a time, one more may wait, a third is refused as busy.
 * @throws {VenomError} `request.invalid` when `contextTokens` is no number of tokens.
 */
export function embedded(options: EmbeddedOptions): Runtime {
  const { contextTokens = Infinity } = options
  if (!(contextTokens >= 1)) {
    throw new VenomError(
      'request.invalid',
      `contextTokens is ${contextTokens}. Give a number of tokens, or leave it out.`,
    )
  }
  const handles = createHandles(options.modelPath, contextTokens)
  const name = options.name ?? nameOf(options.modelPath)
  const worker: Worker = {
    handles,
    seats: createSeats(maxWaiting),
    running: new Set(),
    prepare: (request, chatOptions) => prepare(name, handles, request, chatOptions),
  }

  return {
    id: options.id ?? kind,
    kind,
    offlineSchema,
    health: (callOptions = {}) => health(handles, callOptions),
    async models(callOptions = {}) {
      const [file, windowTokens] = await untilAborted(
        Promise.all([handles.file(), handles.windowTokens()]),
        callOptions.signal,
      )
      return [toModel(name, file, windowTokens, handles.isLoaded)]
    },
    async parameters(model, callOptions = {}) {
      checkName(model, name)
      const server = await untilAborted(handles.facts(), callOptions.signal)
      return { schema: toSchema(catalogue, mappings, server), reported }
    },
    chat: (request, chatOptions) => answer(worker, request, chatOptions),
    async close() {
      await Promise.all([...worker.running].map((running) => running.end(closed())))
      await handles.close()
    },
  }
}

/** What the kind is told once: the model that `find` offers. */
export interface EmbeddedKindOptions {
  readonly modelPath?: string
}

/** The adapter as a value. `find` offers the given model wherever node-llama-cpp is installed; `open` takes a `file:` URL. */
export function embeddedKind({ modelPath }: EmbeddedKindOptions = {}): RuntimeKind {
  const label = 'embedded llama.cpp'
  return {
    kind,
    label,
    usualPorts: [],
    open({ id, url, options }) {
      checkKindOptions({ label }, options)
      return embedded({ ...(id === undefined ? {} : { id }), modelPath: toPath(url) })
    },
    async find() {
      if (modelPath === undefined) return []
      const isInstalled = await importLibrary().then(
        () => true,
        () => false,
      )
      return isInstalled ? [embedded({ modelPath })] : []
    },
  }
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url)
  } catch (cause) {
    const message = `The embedded model cannot be opened at ${url}. Write it as file:///path/model.gguf.`
    throw new VenomError('runtime.bad_url', message, { cause })
  }
}

async function prepare(
  name: string,
  handles: Handles,
  request: ChatRequest,
  options: ChatOptions,
): Promise<PreparedAnswer> {
  checkName(request.model, name)
  const history = toHistory(request)
  const toGrammar = prepareGrammar(request.response_format)
  const server = await handles.facts()
  const translation = translate(mappings, server, request.generation_params ?? {}, { strict: options.strict === true })
  const decoding = toDecodingOptions(translation)
  return { start: { type: 'start', model: name, translation: translation.report }, history, decoding, toGrammar }
}

function checkName(model: string, name: string): void {
  if (model === name) return
  const message = `The embedded model is “${name}”; there is no “${model}”.`
  throw new VenomError('model.unknown', message, { details: { model, models: [name] } })
}
