import type { SchemaPatch } from '../parameters/parameter.js'
import type { Values } from '../parameters/value.js'
import type { ModelInfo } from '../runtime/model-info.js'

/** A family of models as data: how to know one, and what is good for it. */
export interface Family {
  readonly id: string
  /** For people: `Llama 3`. */
  readonly label: string
  /** `general.architecture` of its models. Another known one excludes; none proves, as families share them. */
  readonly architectures: readonly string[]
  /** `tokenizer.ggml.pre` of its models. Another known one excludes; `default` says nothing. */
  readonly tokenizers: readonly string[]
  /** Those of `tokenizers` that no other family has on these architectures: one is proof enough. */
  readonly proof?: readonly string[]
  /** Matched against the last part of a base name or model name, in lower case. */
  readonly name: RegExp
  /** What it narrows in the schema. */
  readonly patch?: SchemaPatch
  /** Values that its makers recommend. */
  readonly values?: Values
}

/**
 * Finds the family of a model, or undefined. Evidence in order: a tokenizer that proves it, the base name, the model's name; on
 * each level the first family of the list that fits. A known architecture or tokenizer of another kind excludes a family.
 *
 * @param name The runtime's name of the model; the only evidence where `model` is null.
 */
export function matchFamily(
  families: readonly Family[],
  name: string,
  model: Pick<ModelInfo, 'architecture' | 'tokenizer' | 'base_name'> | null,
): Family | undefined {
  const { architecture, tokenizer, base_name } = model ?? {}
  const possible = families.filter(
    (family) => admits(family.architectures, architecture) && admits(family.tokenizers, tokenizer),
  )
  return (
    possible.find((family) => tokenizer !== undefined && family.proof?.includes(tokenizer)) ??
    possible.find((family) => base_name !== undefined && family.name.test(lastPart(base_name))) ??
    possible.find((family) => family.name.test(lastPart(name)))
  )
}

function admits(known: readonly string[], found: string | undefined): boolean {
  return found === undefined || found === '' || found === 'default' || known.includes(found)
}

// The owner of a repository or the folder of a file says nothing about the model.
function lastPart(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? '').toLowerCase()
}
