import * as z from 'zod/mini'

/** What is read of `GET /props`. Everything else is ignored, so that a newer server is no fault. */
export const propsReply = z.object({
  build_info: z.string().check(z.maxLength(200)),
  total_slots: z.optional(z.number()),
  endpoint_slots: z.optional(z.boolean()),
  modalities: z.optional(z.object({ vision: z.optional(z.boolean()) })),
  chat_template_caps: z.optional(z.object({ supports_tools: z.optional(z.boolean()) })),
  default_generation_settings: z.object({
    n_ctx: z.int().check(z.nonnegative()),
    params: z.record(z.string(), z.unknown()),
  }),
})

/** What is read of `GET /v1/models`. `meta` is null while a model loads. */
export const modelsReply = z.object({
  data: z
    .array(
      z.object({
        id: z.string().check(z.minLength(1), z.maxLength(1_000)),
        aliases: z.optional(z.array(z.string())),
        meta: z.optional(z.nullable(z.object({ size: z.optional(z.number()), n_ctx_train: z.optional(z.number()) }))),
      }),
    )
    .check(z.maxLength(10_000)),
})

/** What is read of `GET /slots`. */
export const slotsReply = z.array(z.object({ is_processing: z.boolean() }))

/** The server's description, as `/props` words it. */
export type PropsReply = z.infer<typeof propsReply>

/** The server's list of models, as `/v1/models` words it. */
export type ModelsReply = z.infer<typeof modelsReply>
