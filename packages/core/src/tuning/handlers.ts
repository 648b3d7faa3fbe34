import type { Handlers } from '../contract/endpoint.js'
import type { ModelIndex } from '../models/model-index.js'
import type { ModelRef } from '../models/model-ref.js'
import type { CallOptions } from '../runtime/call-options.js'
import type { TuningConfigReply, tuningContract } from './contract.js'
import type { Edit, ModelConfig, Tuning } from './tuning.js'

/** What the routes of tuning need. */
export interface TuningRoutes {
  readonly tuning: Tuning
  readonly index: Pick<ModelIndex, 'resolve'>
}

const defaultLimit = 50

/** The server's side of tuning's contract. */
export function tuningHandlers({ tuning, index }: TuningRoutes): Handlers<typeof tuningContract> {
  const find = (input: Address, { signal }: CallOptions): Promise<ModelRef> =>
    index.resolve(input.model, {
      ...(signal === undefined ? {} : { signal }),
      ...(input.runtime === undefined ? {} : { runtime: input.runtime }),
    })
  return {
    config: async (input, { signal }) => {
      const ref = await find(input, { signal })
      return toReply(ref, await tuning.config(ref, {}, { signal }))
    },
    save: async (input, { who, signal }) => {
      const ref = await find(input, { signal })
      return toReply(ref, await tuning.save(ref, input.generation_params, toEdit(input, who), { signal }))
    },
    reset: async (input, { who, signal }) => {
      const ref = await find(input, { signal })
      return toReply(ref, await tuning.save(ref, {}, toEdit(input, who), { signal }))
    },
    undo: async (input, { who, signal }) => {
      const ref = await find(input, { signal })
      return toReply(ref, await tuning.undo(ref, toEdit(input, who), { signal }))
    },
    history: async ({ limit = defaultLimit, before_revision, ...input }, { signal }) => {
      const ref = await find(input, { signal })
      const page = { limit, ...(before_revision === undefined ? {} : { before_revision }) }
      const changes = await tuning.history(ref, page, { signal })
      return {
        success: true,
        model_name: ref.model,
        runtime: ref.runtime,
        changes: changes.map(({ revision, by, at_ms, before, after }) => ({ revision, by, at_ms, before, after })),
      }
    },
  }
}

interface Address {
  readonly model: string
  readonly runtime?: string
}

function toEdit({ if_match }: { readonly if_match?: string }, by: string): Edit {
  return { by, ...(if_match === undefined ? {} : { ifMatch: if_match }) }
}

function toReply(ref: ModelRef, { schema, resolution, revision, etag, live }: ModelConfig): TuningConfigReply {
  const values = Object.entries(resolution).map(([name, { value }]) => [name, value] as const)
  return {
    success: true,
    model_name: ref.model,
    runtime: ref.runtime,
    generation_schema: schema,
    current_values: Object.fromEntries(values),
    sources: resolution,
    revision,
    etag,
    live,
  }
}
