import * as z from 'zod/mini'

import { listOf, orUnknown } from '../adapter/lenient.js'

/** Where adapters are loaded: a route that is there only where the server takes adapters while it runs. */
export const loadPath = '/v1/load_lora_adapter'

/** Where adapters are let go; there wherever `loadPath` is. */
export const unloadPath = '/v1/unload_lora_adapter'

/** Longest name of a model or an adapter that is read, in characters. */
export const maxIdLength = 1_000

/** What is read of `GET /is_paused`, which is there only where `VLLM_SERVER_DEV_MODE` is set. */
export const pausedReply = z.object({ is_paused: z.boolean() })

/** What is read of `GET /version`. */
export const versionReply = z.object({ version: z.string().check(z.minLength(1), z.maxLength(200)) })

/** What is read of `GET /v1/models`. Every entry is `owned_by` vLLM; an adapter names its model as `parent` and has no window of its own. */
export const modelsReply = z.object({
  data: listOf(
    z.object({
      id: z.string().check(z.minLength(1), z.maxLength(maxIdLength)),
      owned_by: z.optional(orUnknown(z.string())),
      root: z.optional(z.nullable(z.string().check(z.maxLength(10_000)))),
      parent: z.optional(z.nullable(z.string().check(z.maxLength(maxIdLength)))),
      max_model_len: z.optional(orUnknown(z.int().check(z.positive()))),
    }),
  ),
})

/** The server's list of models, as `/v1/models` words it. */
export type ModelsReply = z.infer<typeof modelsReply>
