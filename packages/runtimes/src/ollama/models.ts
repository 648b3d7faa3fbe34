import type { ModelInfo } from '@venom/core'

import { type Description, findLoaded } from './describe.js'
import { type Evidence, windowOf } from './evidence.js'
import { commonName } from './names.js'
import type { TaggedModel } from './wire.js'

/** The models on the server's disk in our words. A window is only told where it is fixed: by loading, or in the Modelfile. */
export function toModels(
  { models, loaded }: Description,
  evidence: ReadonlyMap<string, Evidence>,
): readonly ModelInfo[] {
  return models.map((model): ModelInfo => {
    const shown = evidence.get(model.name)
    const held = findLoaded(model, loaded)
    const contextTokens = held?.context_length ?? windowOf(shown)
    const adapterOf = shown?.isAdapted === true ? baseOf(model, models, evidence) : undefined
    return {
      id: model.name,
      ...aliasesOf(model.name),
      loaded: held !== undefined,
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

/** The model that an adapted one was made from: by its name where the server keeps it, else the first of the same weights. */
function baseOf(
  { name, details }: TaggedModel,
  models: readonly TaggedModel[],
  evidence: ReadonlyMap<string, Evidence>,
): string | undefined {
  const parent = commonName(details?.parent_model ?? '')
  const weights = evidence.get(name)?.base
  const isPlain = (model: TaggedModel): boolean => evidence.get(model.name)?.isAdapted === false
  const named = models.find((model) => commonName(model.name) === parent)
  const alike = models.find((model) => isPlain(model) && evidence.get(model.name)?.base === weights)
  return (named ?? (weights === undefined ? undefined : alike))?.name
}

/** People leave `:latest` away, as Ollama's own command does. */
function aliasesOf(name: string): Pick<ModelInfo, 'aliases'> {
  return name.endsWith(':latest') ? { aliases: [name.slice(0, -':latest'.length)] } : {}
}

function sizes({ size, digest, details }: TaggedModel): Partial<ModelInfo> {
  const quantization = details?.quantization_level
  return {
    ...(typeof size === 'number' ? { size_bytes: size } : {}),
    ...(digest === undefined ? {} : { digest }),
    ...(quantization === undefined || quantization === '' ? {} : { quantization }),
  }
}
