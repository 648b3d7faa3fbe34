/** A model as a runtime knows it. Absent means not known. */
export interface ModelInfo {
  /** The runtime's own name for it: what a request says and what tuning is kept under. */
  readonly id: string
  /** Other names that the runtime takes for it. */
  readonly aliases?: readonly string[]
  readonly architecture?: string
  /** `tokenizer.ggml.pre`: the strongest evidence for a family. */
  readonly tokenizer?: string
  /** `general.basename` or the base model's name. */
  readonly base_name?: string
  /** The window that a chat has, in tokens. */
  readonly context_tokens?: number
  /** The longest window that the model was trained for, in tokens. */
  readonly trained_context_tokens?: number
  readonly size_bytes?: number
  /** What tells two files of one name apart: the hash that the runtime keeps of it. */
  readonly digest?: string
  /** As the runtime words it: `Q4_K_M`, `F16`. */
  readonly quantization?: string
  /** The model that this one is an adapter of. */
  readonly adapter_of?: string
  /** In memory now. */
  readonly loaded?: boolean
}
