/** A model on a runtime: what tuning is kept under. */
export interface ModelRef {
  /** Id of the runtime. */
  readonly runtime: string
  /** The runtime's own, canonical name of the model. */
  readonly model: string
}

/** One string that names a model everywhere: `<runtime id>/<model>`. */
export function formatModelRef(ref: ModelRef): string {
  return `${ref.runtime}/${ref.model}`
}
