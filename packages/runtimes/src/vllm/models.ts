import type { ModelInfo } from '@venom/core'

import type { ModelsReply } from './wire.js'

/**
 * The server's models in our words: the names of its one model, and its adapters. All are in memory as long as it runs. An
 * adapter has the window of the model that it is one of, and that model's own name for its family.
 */
export function toModels({ data }: ModelsReply): readonly ModelInfo[] {
  const models = new Map(data.map((model) => [model.id, model]))
  return data.map(({ id, parent, root, max_model_len }) => {
    const base = typeof parent === 'string' ? models.get(parent) : undefined
    const contextTokens = max_model_len ?? base?.max_model_len ?? undefined
    const baseName = toBaseName(base === undefined ? root : base.root)
    return {
      id,
      ...(contextTokens === undefined ? {} : { context_tokens: contextTokens }),
      ...(baseName === undefined ? {} : { base_name: baseName }),
      ...(typeof parent === 'string' ? { adapter_of: parent } : {}),
      loaded: true,
    }
  })
}

/** The model's name out of where it was loaded from: a repository, a folder, or a snapshot in the cache of Hugging Face. */
function toBaseName(root: string | null | undefined): string | undefined {
  const parts = root?.split(/[\\/]/).filter((part) => part !== '') ?? []
  const cached = parts.findLast((part) => part.startsWith('models--'))
  return cached === undefined ? parts.at(-1) : cached.split('--').at(-1)
}
