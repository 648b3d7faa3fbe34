import * as z from 'zod/mini'

import { listOf, orUnknown } from '../adapter/lenient.js'

const name = z.string().check(z.minLength(1), z.maxLength(1_000))
const text = z.optional(z.string())
const words = z.optional(orUnknown(z.string()))

/** What is read of `GET /api/version`. */
export const versionReply = z.object({ version: z.string().check(z.minLength(1), z.maxLength(200)) })

/** What is read of `GET /api/tags`: the models on the disk. Everything else is ignored, so that a newer server is no fault. */
export const tagsReply = z.object({
  models: z.nullable(
    listOf(
      z.object({
        name,
        size: z.optional(orUnknown(z.number().check(z.nonnegative()))),
        digest: text,
        details: z.optional(orUnknown(z.object({ parent_model: words, format: words, quantization_level: words }))),
      }),
    ),
  ),
})

/** What is read of `GET /api/ps`: the models in memory. */
export const psReply = z.object({
  models: z.nullable(
    listOf(z.object({ name, digest: text, context_length: z.optional(orUnknown(z.int().check(z.positive()))) })),
  ),
})

/** What is read of `POST /api/show`: what is known of one model. */
export const showReply = z.object({
  /** The PARAMETER lines of its Modelfile. */
  parameters: text,
  modelfile: text,
  capabilities: z.optional(z.nullable(z.array(z.string()))),
  model_info: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
})

/** What is read of the reply to a chat without messages: Ollama's way to load a model and to let it go. */
export const orderReply = z.object({ done_reason: z.enum(['load', 'unload']) })

/** One model of `/api/tags`. */
export type TaggedModel = NonNullable<z.infer<typeof tagsReply>['models']>[number]

/** A model as `/api/show` words it. */
export type ShowReply = z.infer<typeof showReply>
