import type { ModelRef } from '../models/model-ref.js'
import type { Values } from '../parameters/value.js'
import type { CallOptions } from '../runtime/call-options.js'

/** One change of the saved overrides of one model: who, when, and the whole set before and after. */
export interface TuningChange {
  readonly ref: ModelRef
  /** Who made it, as the host's `authorize` names them. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at_ms: number
  readonly before: Values
  readonly after: Values
  /** The revision that this change made: 1 for the first, ascending without gaps. */
  readonly revision: number
}

/** The saved overrides of one model. Revision 0 and no values: nothing was ever saved. */
export interface SavedOverride {
  readonly values: Values
  readonly revision: number
}

/** What a change says before it has a revision. */
export interface TuningCommit {
  readonly ref: ModelRef
  readonly by: string
  readonly at_ms: number
  readonly after: Values
}

/** The change that was made, or the state that stood in its way. */
export type CommitResult =
  | { readonly ok: true; readonly change: TuningChange }
  | { readonly ok: false; readonly current: SavedOverride }

/** A page of the history, newest first. */
export interface HistoryPage {
  /** Only changes before this revision. Default: from the newest. */
  readonly before_revision?: number
  /** 1 to 500. */
  readonly limit: number
}

/** Where overrides are kept. Implementations keep no copy in memory: two processes may share one database. */
export interface TuningStorage {
  read(ref: ModelRef, options?: CallOptions): Promise<SavedOverride>
  /**
   * Writes override and history in one transaction. With `expectedRevision`, only if that is still the current one; without
   * it the last writer wins, and the history shows it. An empty set removes the override and keeps its history. An abort that
   * comes before the change is written leaves nothing written; one that comes later does not hide that it is.
   */
  commit(change: TuningCommit, expectedRevision?: number, options?: CallOptions): Promise<CommitResult>
  history(ref: ModelRef, page: HistoryPage, options?: CallOptions): Promise<readonly TuningChange[]>
}
