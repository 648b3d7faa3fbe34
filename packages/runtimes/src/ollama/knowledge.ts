import { type ModelInfo, VenomError } from '@venom/core'

import { keepDescription } from '../adapter/self-description.js'
import type { Transport } from '../adapter/transport.js'
import { type Description, describe, findLoaded, findModel, type LoadedModel } from './describe.js'
import { createEvidence, type Evidence } from './evidence.js'
import { toModels } from './models.js'
import type { TaggedModel } from './wire.js'

/** What is known of one model. */
export interface Known {
  readonly version: string
  readonly model: TaggedModel
  /** Undefined where the server says nothing that can be used. */
  readonly evidence: Evidence | undefined
}

/** What is known of one model, and whether it is in memory now. */
export interface LookedAt extends Known {
  readonly held: LoadedModel | undefined
}

/** What is kept of what a server said of itself and its models. */
export interface Knowledge {
  /** What is known of a model without asking; undefined where any of it is not. */
  recall(name: string): Known | undefined
  /** Asks for what is not known, also where the model is not among those that were there. @throws {VenomError} `model.unknown`, `runtime.*`. */
  learn(name: string, signal: AbortSignal | undefined): Promise<Known>
  /** Asks now, also whether the model is in memory. @throws {VenomError} `model.unknown`, `runtime.*`. */
  look(name: string, signal: AbortSignal | undefined): Promise<LookedAt>
  /** Asks now for all models. @throws {VenomError} `runtime.*`. */
  models(signal: AbortSignal | undefined): Promise<readonly ModelInfo[]>
  /** The server may have changed. What is known by digest stays. */
  forget(): void
}

/** Makes the knowledge of one server. `check` throws where it may not be asked any more. */
export function createKnowledge(transport: Transport, check: () => void): Knowledge {
  const book = createEvidence(transport)
  const description = keepDescription(async () => {
    check()
    return describe(transport)
  })

  return {
    recall(name) {
      const described = description.known()
      const model = described === undefined ? undefined : findModel(name, described)
      const evidence = model === undefined ? undefined : book.known(model)
      if (described === undefined || model === undefined || evidence === undefined) return undefined
      return { version: described.version, model, evidence }
    },
    async learn(name, signal) {
      const known = description.known()
      const isThere = known !== undefined && findModel(name, known) !== undefined
      const described = isThere ? known : await description.fresh(signal)
      const model = requireModel(name, described)
      return { version: described.version, model, evidence: await book.read(model, signal) }
    },
    async look(name, signal) {
      const described = await description.fresh(signal)
      const model = requireModel(name, described)
      const held = findLoaded(model, described.loaded)
      return { version: described.version, model, evidence: await book.read(model, signal), held }
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
  const models = described.models.map((one) => one.name)
  const has = models.length === 0 ? 'none' : models.slice(0, 20).join(', ')
  const message = `This Ollama (${described.version}) has no model “${name}”. It has: ${has}. Pull it, or ask for another.`
  throw new VenomError('model.unknown', message, { details: { model: name, models } })
}
