import type { CallOptions } from './call-options.js'

/** An adapter (LoRA) that a runtime holds for one of its models. It is asked like a model, under its own name. */
export interface HostedAdapter {
  readonly id: string
  /** False where it was given when the server was started. */
  readonly removable: boolean
}

/** An adapter to hold. */
export interface AdapterFiles {
  /** The name it is asked under. */
  readonly id: string
  /** Where the runtime finds it: a path on the server's own machine. */
  readonly path: string
}

/** What a runtime does that can take adapters while it runs. */
export interface AdapterHost {
  /** The forms of adapter that it reads. */
  readonly formats: readonly ('gguf' | 'peft')[]
  /** @throws {VenomError} `model.unknown`, or `runtime.*` when the server cannot be asked. */
  list(model: string, options?: CallOptions): Promise<readonly HostedAdapter[]>
  /**
   * Resolves once it can be asked. The same id again takes the files anew: an answer that this runtime is asked for meanwhile is that
   * of the former files or of the new ones, and never refused for want of the name. Others who ask the server may miss it for that
   * moment. Where the new files cannot be taken the former ones are put back, and the error's `restored` says whether that went well.
   * @throws {VenomError} `adapter.no_room`, `adapter.unusable`, `model.unknown`, or `runtime.*`.
   */
  add(model: string, adapter: AdapterFiles, options?: CallOptions): Promise<void>
  /** Answers that run on it end as they would have. @throws {VenomError} `adapter.unknown`, or `runtime.*`. */
  remove(model: string, id: string, options?: CallOptions): Promise<void>
}
