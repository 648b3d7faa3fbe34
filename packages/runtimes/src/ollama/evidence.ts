import { untilAborted, VenomError } from '@venom/core'

import { ask } from '../adapter/ask.js'
import { numberAt, textAt, tryParse } from '../adapter/read-json.js'
import { shareCalls } from '../adapter/share-calls.js'
import type { RequestOptions, Transport } from '../adapter/transport.js'
import { type ModelfileLayers, readLayers } from './modelfile-layers.js'
import { type ModelfileParameters, parseParameters } from './modelfile.js'
import { leastTokens, leastVisionTokens } from './window-limits.js'
import { type ShowReply, showReply, type TaggedModel } from './wire.js'

/** What `/api/show` tells of one model. Absent is not known. */
export interface Evidence extends ModelfileLayers {
  readonly architecture?: string
  readonly tokenizer?: string
  readonly base_name?: string
  /** The window that it was trained for, in tokens. */
  readonly trainedTokens?: number
  /** In Ollama's words: `completion`, `tools`, `vision`, `thinking`, `embedding`, … */
  readonly capabilities?: readonly string[]
  readonly parameters: ModelfileParameters
}

/** What was learnt of the models of one server. It is kept by digest, so a model that is made anew is asked for anew. */
export interface EvidenceBook {
  /** What is known without asking. */
  known(model: TaggedModel): Evidence | undefined
  /**
   * What is known, or what the server says now, asked once for all who want it. Undefined where it says nothing that can be used.
   * @throws {VenomError} `runtime.cancelled`.
   */
  read(model: TaggedModel, signal?: AbortSignal): Promise<Evidence | undefined>
  /**
   * Of all models that the server has, by name. Those that are not known are asked for four at a time, and for 3 s at most: the rest
   * go without, as they do once the server does not answer, and have their turn the next time. @throws {VenomError} `runtime.cancelled`.
   */
  readAll(models: readonly TaggedModel[], signal?: AbortSignal): Promise<ReadonlyMap<string, Evidence>>
}

/** Above this many models, some MiB, the oldest entries go. Those of models that are gone went before. */
const limit = 10_000
const atOnce = 4
/** Longest that one question may take, and all of `readAll` together, in milliseconds. */
const timeoutMs = 3_000
/** How long a server that did not tell of a model in time is not asked again for one chat, in milliseconds. */
const silentForMs = 30_000

/** Makes an empty book. `budgetMs`: the longest that all questions of `readAll` together may take. */
export function createEvidence(transport: Transport, budgetMs = timeoutMs): EvidenceBook {
  const entries = new Map<string, Evidence>()
  const share = shareCalls<Evidence | undefined>()
  const silentUntil = new Map<string, number>()

  function keep(digest: string | undefined, evidence: Evidence): void {
    if (digest === undefined) return
    entries.set(digest, evidence)
    for (const oldest of entries.keys()) {
      if (entries.size <= limit) return
      entries.delete(oldest)
    }
  }

  function known({ digest }: TaggedModel): Evidence | undefined {
    return digest === undefined ? undefined : entries.get(digest)
  }

  function dropOthers(models: readonly TaggedModel[]): void {
    silentUntil.clear()
    const digests = new Set(models.map(({ digest }) => digest))
    for (const digest of entries.keys()) if (!digests.has(digest)) entries.delete(digest)
  }

  async function learn(
    model: TaggedModel,
    signal: AbortSignal | undefined,
    limitMs = timeoutMs,
  ): Promise<Evidence | undefined> {
    const options: RequestOptions = { timeoutMs: limitMs, ...(signal === undefined ? {} : { signal }) }
    const reply = await ask(transport, 'POST', '/api/show', options, JSON.stringify({ model: model.name }))
    const parsed = showReply.safeParse(tryParse(reply.text))
    if (reply.status !== 200 || !parsed.success) return undefined
    const evidence = toEvidence(parsed.data)
    keep(model.digest, evidence)
    return evidence
  }

  return {
    known,
    async read(model, signal) {
      const key = model.digest ?? model.name
      const isSilent = performance.now() < (silentUntil.get(key) ?? -Infinity)
      try {
        return (
          known(model) ??
          (isSilent
            ? undefined
            : await untilAborted(
                share(key, () => learn(model, undefined)),
                signal,
              ))
        )
      } catch (thrown) {
        if (VenomError.is(thrown, 'runtime.cancelled')) throw thrown
        silentUntil.delete(key)
        if (VenomError.is(thrown, 'runtime.timeout')) silentUntil.set(key, performance.now() + silentForMs)
        return undefined
      }
    },
    async readAll(models, signal) {
      dropOthers(models)
      const found = new Map<string, Evidence>()
      const note = (model: TaggedModel, evidence = known(model)): void => {
        if (evidence !== undefined) found.set(model.name, evidence)
      }
      for (const model of models) note(model)
      const rest = models.filter(({ name }) => !found.has(name)).values()
      const endsAt = performance.now() + budgetMs
      const work = async (): Promise<void> => {
        for (const model of rest) {
          const leftMs = Math.ceil(endsAt - performance.now())
          if (leftMs <= 0) return
          note(model, known(model) ?? (await learn(model, signal, Math.min(leftMs, timeoutMs))))
        }
      }
      const settled = await Promise.allSettled(Array.from({ length: atOnce }, work))
      const cancelled = settled.find(
        (one) => one.status === 'rejected' && VenomError.is(one.reason, 'runtime.cancelled'),
      )
      if (cancelled?.status === 'rejected') throw cancelled.reason
      return found
    },
  }
}

function toEvidence({ parameters, modelfile = '', capabilities, model_info }: ShowReply): Evidence {
  const info = model_info ?? {}
  const architecture = textAt(info, 'general.architecture')
  const tokenizer = textAt(info, 'tokenizer.ggml.pre')
  const base_name = textAt(info, 'general.basename')
  const trainedTokens = architecture === undefined ? undefined : numberAt(info, `${architecture}.context_length`)
  return {
    ...(architecture === undefined ? {} : { architecture }),
    ...(tokenizer === undefined ? {} : { tokenizer }),
    ...(base_name === undefined ? {} : { base_name }),
    ...(trainedTokens === undefined ? {} : { trainedTokens }),
    ...(capabilities === undefined || capabilities === null ? {} : { capabilities }),
    parameters: parseParameters(parameters ?? ''),
    ...readLayers(modelfile),
  }
}

/** The window that the Modelfile asks for, as far as the model can have it; undefined where it asks for none. */
export function windowOf(evidence: Evidence | undefined): number | undefined {
  const asked = evidence?.parameters['num_ctx']
  if (typeof asked !== 'number') return undefined
  const least = evidence?.capabilities?.includes('vision') === true ? leastVisionTokens : leastTokens
  return Math.max(least, Math.min(asked, evidence?.trainedTokens ?? asked))
}
