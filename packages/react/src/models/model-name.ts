import type { ModelEntry } from './model-catalogue.js'

/** A model's name for people, and its quantization where the name ends in one. */
export interface ModelName {
  readonly name: string
  /** As it is written there: `Q4_K_M`, `q8_0`, `AWQ`. */
  readonly quantization?: string
}

// The types of GGUF files, and the formats that names on Hugging Face end in.
const quantization =
  /^(.+?)[-_.:]((?:iq|tq|q)[1-8](?:_[a-z0-9]+)*|bf16|f16|f32|fp(?:16|8|4)|int[48]|awq|gptq|[mn]x?v?fp4)$/i

/** Reads a runtime's name for a model: folders and the ending of a file are left out, the quantization stands apart. */
export function readModelName(id: string): ModelName {
  const bare = withoutFolders(id)
  const [, name, type] = quantization.exec(bare) ?? []
  return name === undefined || type === undefined ? { name: bare } : { name, quantization: type }
}

/** The same of a model that a server lists: what the server says of its quantization counts, and a name that says otherwise stays whole. */
export function nameModel({ address, quantization: said }: Pick<ModelEntry, 'address' | 'quantization'>): ModelName {
  const read = readModelName(address)
  if (said === undefined || said.toLowerCase() === read.quantization?.toLowerCase()) return read
  return { name: withoutFolders(address), quantization: said }
}

/** A model's name without the folders and the ending of its file. */
export function withoutFolders(id: string): string {
  const file = (id.startsWith('/') || /\.gguf$/i.test(id) ? id.split(/[/\\]/).at(-1) : id) ?? id
  return file.replace(/\.gguf$/i, '') || id
}
