import * as z from 'zod/mini'

/** One event of the stream of `/completion`. */
export const completionEvent = z.object({
  content: z.optional(z.string()),
  stop: z.optional(z.boolean()),
  stop_type: z.optional(z.string()),
  tokens_predicted: z.optional(z.number()),
  tokens_evaluated: z.optional(z.number()),
  error: z.optional(z.object({ message: z.string() })),
})

/** A refusal. */
export const refusal = z.object({
  error: z.object({
    type: z.string(),
    message: z.string(),
    n_prompt_tokens: z.optional(z.number()),
    n_ctx: z.optional(z.number()),
  }),
})

export const props = z.object({ build_info: z.string(), model_alias: z.string() })
export const template = z.object({ prompt: z.string() })
export const slots = z.array(z.object({ is_processing: z.boolean() }))
