/** Every call can be given up. */
export interface CallOptions {
  /** Aborting it ends the call with `runtime.cancelled`. */
  readonly signal?: AbortSignal
}
