import type { ChatRequest } from '../chat/request.js'
import type { Layer, Resolution } from '../layers/layer.js'
import type { ModelRef } from '../models/model-ref.js'
import type { GenerationSchema, SchemaPatch } from '../parameters/parameter.js'
import type { Values } from '../parameters/value.js'
import type { ModelInfo } from '../runtime/model-info.js'
import type { CallOptions } from '../runtime/call-options.js'
import type { HistoryPage, TuningChange } from './storage.js'

/** What one source says of a model: layers of values, lowest first, and how it narrows or extends the schema. */
export interface SourceReading {
  readonly layers?: readonly Layer[]
  readonly patch?: SchemaPatch
}

/** A source of layers between the catalogue and the saved override: families, a manifest, later fit and profiles. */
export interface LayerSource {
  readonly name: string
  /** `model` is null where the runtime was not asked or did not answer: then only the name in `ref` is evidence. */
  read(ref: ModelRef, model: ModelInfo | null): SourceReading
}

/** Everything a form needs to know about one model. */
export interface ModelConfig {
  readonly schema: GenerationSchema
  readonly resolution: Resolution
  readonly revision: number
  /** Names the saved state, for `Edit.ifMatch`: unlike the revision also in a database that was restored from a copy. */
  readonly etag: string
  /** Whether the runtime answered. If not, the schema is what we know without it. */
  readonly live: boolean
}

/** Who changes, and on what state the change was made. */
export interface Edit {
  readonly by: string
  /** Refuse with `tuning.conflict` unless this still names the saved state: its etag, or its revision alone. Absent: the last writer wins. */
  readonly ifMatch?: string
}

/** The tuning of all models: what can be set, who set what, and the saved overrides. */
export interface Tuning {
  /** Schema and values of one model, with the request's own values on top. @throws {VenomError} `runtime.unknown`, `model.unknown`. */
  config(ref: ModelRef, request?: Values, options?: CallOptions): Promise<ModelConfig>
  /** Replaces the whole override; an empty set resets; one that changes nothing makes no revision. @throws {VenomError} `tuning.invalid_values` with all issues, `tuning.conflict`. */
  save(
    ref: ModelRef,
    values: Readonly<Record<string, unknown>>,
    edit: Edit,
    options?: CallOptions,
  ): Promise<ModelConfig>
  /** Takes the last change back by a new one. @throws {VenomError} `tuning.nothing_to_undo`, `tuning.conflict`. */
  undo(ref: ModelRef, edit: Edit, options?: CallOptions): Promise<ModelConfig>
  /** All changes of one model, newest first. */
  history(ref: ModelRef, page: HistoryPage, options?: CallOptions): Promise<readonly TuningChange[]>
  /**
   * The request with everything that is set for its model. Checks the request's own values first.
   * @throws {VenomError} `tuning.invalid_values`.
   */
  apply(ref: ModelRef, request: ChatRequest, options?: CallOptions): Promise<ChatRequest>
}
