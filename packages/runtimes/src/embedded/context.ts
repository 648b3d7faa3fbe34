import { setTimeout as sleep } from 'node:timers/promises'

import type { ServerFacts } from '@venom/core'
import type { ChatWrapper, LlamaContextSequence, Llama, LlamaModel } from 'node-llama-cpp'

import { closed } from '../adapter/failure.js'
import { noMemory, toLoadError } from './failure.js'
import { importLibrary, type Library, notInstalled, readFacts } from './library.js'
import { type ModelFile, readModelFile } from './model-file.js'
import { singleFlight } from './single-flight.js'

/** A model in memory with the one sequence that its answers are generated in. */
export interface LoadedModel {
  readonly library: Library
  readonly llama: Llama
  readonly model: LlamaModel
  readonly sequence: LlamaContextSequence
  readonly wrapper: ChatWrapper
  readonly windowTokens: number
}

/** The native handles of one runtime. Each is made when first needed; one that failed is tried again at the next call. */
export interface Handles {
  facts(): Promise<ServerFacts>
  /** Starts llama.cpp in this process. */
  start(): Promise<Llama>
  /** Reads the header of the model's file. */
  file(): Promise<ModelFile>
  /** Tokens that a conversation with its answer may have. */
  windowTokens(): Promise<number>
  load(): Promise<LoadedModel>
  readonly isLoaded: boolean
  /** Frees everything, also what is being loaded just now. */
  close(): Promise<void>
}

/** The window of a model that does not say how long it was trained; llama.cpp's own default. */
const fallbackWindow = 4_096

/**
 * Least memory that one token of the window takes in any model, in bytes. The library's own estimate allocates per token, so a
 * header that promises a billion of them must not get that far.
 */
const leastTokenBytes = 256

/** How long llama.cpp's log may come after the failure that it tells of, in milliseconds. */
const logDelayMs = 100

/** Prepares the handles of one file and opens none. */
export function createHandles(modelPath: string, contextTokens: number): Handles {
  const stopping = new AbortController()
  let firstLog = ''
  let closing: Promise<void> | null = null

  const library = singleFlight(importLibrary)
  const facts = singleFlight(async () => readFacts(await library.get()))
  const file = singleFlight(async () => {
    // Without the package nothing can be done with the file, and that is what has to be said.
    await library.get()
    return readModelFile(modelPath)
  })
  const start = singleFlight(async () => {
    const { getLlama } = await library.get()
    try {
      // More threads spin: on a machine with other work they turn milliseconds into seconds.
      const options = { gpu: false, build: 'never', skipDownload: true, maxThreads: 1 } as const
      return await getLlama({
        ...options,
        logger(level, message) {
          if (level === 'error' && firstLog === '') firstLog = message
        },
      })
    } catch (cause) {
      throw notInstalled(cause)
    }
  })
  const load = singleFlight(async () => {
    const windowTokens = await getWindow()
    if (windowTokens * leastTokenBytes > process.availableMemory()) throw noMemory()
    const llama = await start.get()
    const loaded = await library.get()
    firstLog = ''
    try {
      return await loadModel(loaded, llama, { modelPath, windowTokens, signal: stopping.signal })
    } catch (thrown) {
      if (firstLog === '') await sleep(logDelayMs)
      throw toLoadError(thrown, loaded, modelPath, firstLog)
    }
  })

  async function getWindow(): Promise<number> {
    const trained = (await file.get()).contextTokens ?? fallbackWindow
    return Math.min(trained, contextTokens)
  }

  async function dispose(): Promise<void> {
    await Promise.allSettled([load.current, start.current])
    if (start.isReady) await (await start.get()).dispose()
  }

  function unlessClosed<T>(get: () => Promise<T>): () => Promise<T> {
    return () => (closing === null ? get() : Promise.reject(closed()))
  }

  return {
    facts: unlessClosed(facts.get),
    start: unlessClosed(start.get),
    file: unlessClosed(file.get),
    windowTokens: unlessClosed(getWindow),
    load: unlessClosed(load.get),
    get isLoaded() {
      return load.isReady && closing === null
    },
    close() {
      stopping.abort(closed())
      closing ??= dispose()
      return closing
    },
  }
}

interface LoadOptions {
  readonly modelPath: string
  readonly windowTokens: number
  readonly signal: AbortSignal
}

async function loadModel(library: Library, llama: Llama, options: LoadOptions): Promise<LoadedModel> {
  const { modelPath, windowTokens, signal } = options
  const model = await llama.loadModel({ modelPath, loadSignal: signal })
  try {
    const context = await model.createContext({ contextSize: windowTokens, sequences: 1, createSignal: signal })
    return { library, llama, model, sequence: context.getSequence(), wrapper: toWrapper(library, model), windowTokens }
  } catch (thrown) {
    await model.dispose()
    throw thrown
  }
}

/**
 * The model's own template. The library's automatic choice puts a begin token in front that the model was not trained with,
 * and joins neighbouring messages of one role; llama-server does neither. Without a template it is ChatML, as there.
 */
function toWrapper(library: Library, model: LlamaModel): ChatWrapper {
  const settings = { jinjaTemplate: { joinAdjacentMessagesOfTheSameType: false } }
  const own = library.resolveChatWrapper(model, {
    type: 'jinjaTemplate',
    customWrapperSettings: settings,
    warningLogs: false,
    fallbackToOtherWrappersOnJinjaError: false,
  })
  return own ?? new library.ChatMLChatWrapper()
}
