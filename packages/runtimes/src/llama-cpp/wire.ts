import * as z from 'zod/mini'

/** What is read of `GET /props`. Everything else is ignored, so that a newer server is no fault. */
export const propsReply = z.object({
  build_info: z.string(),
  total_slots: z.optional(z.number()),
  endpoint_slots: z.optional(z.boolean()),
  modalities: z.optional(z.object({ vision: z.optional(z.boolean()) })),
  chat_template_caps: z.optional(z.object({ supports_tools: z.optional(z.boolean()) })),
  default_generation_settings: z.object({ n_ctx: z.number(), params: z.record(z.string(), z.unknown()) }),
})

/** What is read of `GET /v1/models`. `meta` is null while a model loads. */
export const modelsReply = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      aliases: z.optional(z.array(z.string())),
      meta: z.optional(z.nullable(z.object({ size: z.optional(z.number()) }))),
    }),
  ),
})

/** What is read of `GET /slots`. */
export const slotsReply = z.array(z.object({ is_processing: z.boolean() }))

/** The server's description, as `/props` words it. */
export type PropsReply = z.infer<typeof propsReply>

/** The server's list of models, as `/v1/models` words it. */
export type ModelsReply = z.infer<typeof modelsReply>
