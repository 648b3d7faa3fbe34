import { type ModelInfo, untilAborted, VenomError } from '@venom/core'

import { keepDescription } from '../adapter/self-description.js'
import { shareCalls } from '../adapter/share-calls.js'
import type { Transport } from '../adapter/transport.js'
import { unknownModel } from '../adapter/unknown-model.js'
import { type Description, describe, findModel, type LoadedModel, readLoaded } from './describe.js'
import { createEvidence } from './evidence.js'
import { toModels } from './models.js'
import { createWindows, type Model, type Windows } from './windows.js'
import type { TaggedModel } from './wire.js'

/** What is known of one model. */
export interface Known extends Model {
  readonly version: string
  /** The server was told to compute every GGUF in its own engine. */
  readonly isNewEngine: boolean
}

/** What is kept of what a server said of itself and its models. */
export interface Knowledge {
  /** The windows of its models. They are told what is in memory as often as the server describes itself. */
  readonly windows: Windows
  /** What is known of a model without asking; undefined where any of it is not. */
  recall(name: string): Known | undefined
  /** Asks for what is not known, also where the model is not among those that were there. @throws {VenomError} `model.unknown`, `runtime.*`. */
  learn(name: string, signal: AbortSignal | undefined): Promise<Known>
  /** Asks now. @throws {VenomError} `model.unknown`, `runtime.*`. */
  look(name: string, signal: AbortSignal | undefined): Promise<Known>
  /**
   * Sees what is in memory now, for 1 s at most. A server that does not say it may still answer. @throws {VenomError}
   * `runtime.cancelled`, `runtime.closed`.
   */
  see(signal: AbortSignal): Promise<void>
  /** Asks now for all models. @throws {VenomError} `runtime.*`. */
  models(signal: AbortSignal | undefined): Promise<readonly ModelInfo[]>
  /** The server may have changed. What is known by digest stays. */
  forget(): void
}

/** The longest that an answer waits to know whether its model will be loaded anew, in milliseconds. */
const seeTimeoutMs = 1_000

/** Makes the knowledge of one server. `check` throws where it may not be asked any more. */
export function createKnowledge(transport: Transport, isNewEngine: boolean, check: () => void): Knowledge {
  const book = createEvidence(transport)
  const windows = createWindows()
  const share = shareCalls<readonly LoadedModel[]>()
  const description = keepDescription(async () => {
    check()
    const described = await describe(transport)
    windows.seen(described.loaded)
    return described
  })

  return {
    windows,
    recall(name) {
      const described = description.known()
      const model = described === undefined ? undefined : findModel(name, described)
      const evidence = model === undefined ? undefined : book.known(model)
      if (described === undefined || model === undefined || evidence === undefined) return undefined
      return { version: described.version, isNewEngine, model, evidence }
    },
    async learn(name, signal) {
      const known = description.known()
      const isThere = known !== undefined && findModel(name, known) !== undefined
      const described = isThere ? known : await description.fresh(signal)
      const model = requireModel(name, described)
      return { version: described.version, isNewEngine, model, evidence: await book.read(model, signal) }
    },
    async look(name, signal) {
      const described = await description.fresh(signal)
      const model = requireModel(name, described)
      return { version: described.version, isNewEngine, model, evidence: await book.read(model, signal) }
    },
    async see(signal) {
      try {
        const asked = share('', () => readLoaded(transport, { timeoutMs: seeTimeoutMs }))
        windows.seen(await untilAborted(asked, signal))
      } catch (thrown) {
        if (signal.aborted || VenomError.is(thrown, 'runtime.closed')) throw thrown
        windows.seen(undefined)
      }
    },
    async models(signal) {
      const described = await description.fresh(signal)
      return toModels(described, await book.readAll(described.models, signal))
    },
    forget: description.forget,
  }
}

/** @throws {VenomError} `model.unknown`: a chat would be refused in the same way, only later. */
function requireModel(name: string, described: Description): TaggedModel {
  const model = findModel(name, described)
  if (model !== undefined) return model
  const names = described.models.map((one) => one.name)
  throw unknownModel(`This Ollama (${described.version})`, name, names, 'Pull it, or ask for another.')
}
