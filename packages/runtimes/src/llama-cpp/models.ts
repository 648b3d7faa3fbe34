import type { ModelInfo } from '@venom/core'

import type { ModelsReply } from './wire.js'

/** The server's models in our words. A llama-server has its one model in memory as long as it runs. */
export function toModels(list: ModelsReply, contextTokens: number): readonly ModelInfo[] {
  return list.data.map(({ id, aliases = [], meta }) => ({
    id,
    ...(aliases.some((alias) => alias !== id) ? { aliases: aliases.filter((alias) => alias !== id) } : {}),
    context_tokens: contextTokens,
    loaded: true,
    ...(meta?.size === undefined ? {} : { size_bytes: meta.size }),
    ...(meta?.n_ctx_train === undefined ? {} : { trained_context_tokens: meta.n_ctx_train }),
  }))
}
