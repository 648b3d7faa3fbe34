import type { ModelInfo } from '@venom/core'

import { type Description, findLoaded } from './describe.js'
import { type Evidence, windowOf } from './evidence.js'
import { commonName } from './names.js'
import type { TaggedModel } from './wire.js'

/**
 * The models on the server's disk in our words, but for those that only turn texts into vectors. A window is only told where it is
 * fixed: by loading, or in the Modelfile.
 */
export function toModels(
  { models, loaded }: Description,
  evidence: ReadonlyMap<string, Evidence>,
): readonly ModelInfo[] {
  const bases = findBases(models, evidence)
  const chatting = models.filter(({ name }) => canChat(evidence.get(name)))
  return chatting.map((model): ModelInfo => {
    const shown = evidence.get(model.name)
    const held = loaded === undefined ? undefined : findLoaded(model, loaded)
    const contextTokens = held?.context_length ?? windowOf(shown)
    const adapterOf = shown?.isAdapted === true ? bases.of(model, shown) : undefined
    return {
      id: model.name,
      ...aliasesOf(model.name),
      ...(loaded === undefined ? {} : { loaded: held !== undefined }),
      ...sizes(model),
      ...(shown?.architecture === undefined ? {} : { architecture: shown.architecture }),
      ...(shown?.tokenizer === undefined ? {} : { tokenizer: shown.tokenizer }),
      ...(shown?.base_name === undefined ? {} : { base_name: shown.base_name }),
      ...(shown?.trainedTokens === undefined ? {} : { trained_context_tokens: shown.trainedTokens }),
      ...(contextTokens === undefined ? {} : { context_tokens: contextTokens }),
      ...(adapterOf === undefined ? {} : { adapter_of: adapterOf }),
    }
  })
}

/** What the server does not tell is taken for a model that can. */
function canChat(evidence: Evidence | undefined): boolean {
  const { capabilities = [] } = evidence ?? {}
  return !capabilities.includes('embedding') || capabilities.includes('completion')
}

/** Finds the model that an adapted one was made from: by its name where the server keeps it, else the first of the same weights. */
function findBases(models: readonly TaggedModel[], evidence: ReadonlyMap<string, Evidence>) {
  const byName = new Map<string, string>()
  const byWeights = new Map<string, string>()
  for (const { name } of models.toReversed()) {
    byName.set(commonName(name), name)
    const { base, isAdapted } = evidence.get(name) ?? {}
    if (base !== undefined && isAdapted === false) byWeights.set(base, name)
  }
  return {
    of: ({ details }: TaggedModel, { base = '' }: Evidence): string | undefined =>
      byName.get(commonName(details?.parent_model ?? '')) ?? byWeights.get(base),
  }
}

/** People leave `:latest` away, as Ollama's own command does. */
function aliasesOf(name: string): Pick<ModelInfo, 'aliases'> {
  return name.endsWith(':latest') ? { aliases: [name.slice(0, -':latest'.length)] } : {}
}

function sizes({ size, digest, details }: TaggedModel): Partial<ModelInfo> {
  const quantization = details?.quantization_level
  return {
    ...(size === undefined ? {} : { size_bytes: size }),
    ...(digest === undefined ? {} : { digest }),
    ...(quantization === undefined || quantization === '' ? {} : { quantization }),
  }
}
