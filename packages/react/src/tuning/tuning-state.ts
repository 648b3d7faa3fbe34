import type { Issue, ParameterValue, Values, VenomError } from '@venom/core'
import type { TuningClient } from '@venom/core/client'

import type { FormState, ParameterForm } from '../parameters/form.js'
import type { ReadableStore } from '../use-store.js'
import { isSame, type MergeConflict, own, type ValueChange } from './merge-values.js'

/** The tuning of one model as a component shows it. The values themselves are in the store's `form`. */
export interface TuningState {
  readonly model: string
  readonly config: ConfigState
  /** What you and somebody else changed, each to something else. It stays, decided or not, until the draft is applied or `dismiss`. */
  readonly conflicts: readonly ConflictField[]
  readonly step: TuningStep
  readonly history: HistoryState
}

/** What the server said of the model. Once it was `ready` it stays so, whatever fails later. */
export type ConfigState =
  | { readonly is: 'loading' }
  | { readonly is: 'failed'; readonly error: VenomError }
  | {
      readonly is: 'ready'
      readonly model: string
      readonly runtime: string
      /** Names the state of the server that the draft is based on. */
      readonly etag: string
      /** Whether the runtime answered. If not, the schema is what is known without it. */
      readonly isLive: boolean
    }

/** What changes something on the server. */
export type ServerDeed = 'apply' | 'reset' | 'undo'

/** What can be done to the settings of a model. */
export type TuningDeed = 'load' | ServerDeed | 'discard' | 'bring-back'

/** What happened last, and what can be done about it. One at a time. */
export type TuningStep =
  | { readonly is: 'idle' }
  /** A call is under way. */
  | { readonly is: 'running'; readonly deed: Exclude<TuningDeed, 'load' | 'discard' | 'bring-back'> }
  /** It is done. `undo` is offered until the draft changes; `taken` is what somebody else had saved meanwhile. */
  | {
      readonly is: 'done'
      readonly deed: Exclude<TuningDeed, 'load'>
      readonly undo: Undo | undefined
      readonly taken: readonly ValueChange[]
      /** Names that were left out, as this model has no such parameter now. */
      readonly dropped: readonly string[]
    }
  /** Changes of an earlier visit are in the draft. They were never applied. */
  | { readonly is: 'restored'; readonly taken: readonly ValueChange[]; readonly dropped: readonly string[] }
  /** The server refused values. Its words stand at their fields; those that name no field are `unplaced` in the form. */
  | { readonly is: 'refused'; readonly issues: readonly Issue[] }
  /** Somebody else saved. The changes of both sides are in the draft; where they disagree, see `conflicts`. */
  | {
      readonly is: 'merged'
      /** What was not done because of it. */
      readonly deed: 'load' | ServerDeed
      readonly taken: readonly ValueChange[]
      readonly dropped: readonly string[]
    }
  /** It failed, and `retry` does it again. The draft is as it was. */
  | { readonly is: 'failed'; readonly deed: 'load' | ServerDeed; readonly error: VenomError }

/** How a deed is taken back: by the server, in the draft alone, or both. */
export interface Undo {
  /** Names the state that the deed made. Absent: it was done in the draft alone. */
  readonly etag?: string
  /** The draft before the deed. Absent: the draft follows the server. */
  readonly draft?: Values
}

/** A parameter that two people changed, each to something else. */
export interface ConflictField extends MergeConflict {
  /** Somebody decided for their own value. */
  readonly keepsYours: boolean
}

/** How a conflict stands: nobody decided yet, for yours, for theirs, or for a third value. */
export type ConflictStanding = 'open' | 'yours' | 'theirs' | 'other'

/** What the server says of a model. */
export type TuningConfig = Awaited<ReturnType<TuningClient['config']>>

/** One saved change of a model. */
export type TuningChange = Awaited<ReturnType<TuningClient['history']>>['changes'][number]

/** The changes of a model that were loaded so far, newest first. They stay while more are loaded. */
export interface HistoryState {
  readonly is: 'idle' | 'loading' | 'ready' | 'failed'
  readonly changes: readonly TuningChange[]
  readonly hasMore: boolean
  readonly error: VenomError | undefined
  /** When the newest page came, in milliseconds since 1970: ages are counted from here. */
  readonly atMs: number
}

/** Why `apply` would do nothing now. */
export type ApplyBlocker = 'loading' | 'running' | 'conflict' | 'problems' | 'unchanged'

/** A call that can be given up. */
export interface TuningCallOptions {
  /** Aborting it ends the call; the draft stays. */
  readonly signal?: AbortSignal
}

/**
 * The tuning of one model: what the server has, a draft of changes, and everything that can be done to both. One writer, read by any
 * number of components. How a call ended stands in `step`; nothing is thrown for it. The draft outlives every component.
 */
export interface TuningStore extends ReadableStore<TuningState> {
  /** The draft, for the parts of a form. */
  readonly form: ParameterForm
  /** Asks the server. Changes that are not applied stay; what somebody else saved meanwhile is merged field by field. */
  load(options?: TuningCallOptions): Promise<void>
  /** Asks again in passing, as when the window gets the focus: not while something runs, and a failure changes nothing. */
  refresh(options?: TuningCallOptions): Promise<void>
  /**
   * Saves the draft. Does nothing while `applyBlocker` names a reason; a second call during the first is the first. On a state that
   * is not the newest any more it merges and saves again, unless somebody has to decide.
   */
  apply(options?: TuningCallOptions): Promise<void>
  /** Removes everything that is saved for the model, and the draft. */
  resetAll(options?: TuningCallOptions): Promise<void>
  /** Takes the last deed back, where `step` offers it. */
  undo(options?: TuningCallOptions): Promise<void>
  /** Does again what failed. */
  retry(options?: TuningCallOptions): Promise<void>
  /** Drops the draft's changes. `undo` brings them back. Does nothing while something runs. */
  discard(): void
  /** Decides a conflict. */
  decide(name: string, side: 'yours' | 'theirs'): void
  /** Puts the state after a change into the draft. Nothing is saved before `apply`. */
  bringBack(change: TuningChange): void
  /** Loads the newest page of the history, 50 changes. */
  loadHistory(options?: TuningCallOptions): Promise<void>
  /** Loads the page after those that are there, up to 1,000 changes in all. */
  loadMoreHistory(options?: TuningCallOptions): Promise<void>
  /** Loads again the page that was asked for last. */
  retryHistory(options?: TuningCallOptions): Promise<void>
  /** Puts away what `step` says, and conflicts that are all decided. */
  dismiss(): void
  /** Ends the calls under way. The store can be used again. */
  close(): void
}

/** Why `apply` would do nothing now; undefined when it would save. */
export function applyBlocker({ config, conflicts, step }: TuningState, form: FormState): ApplyBlocker | undefined {
  if (config.is !== 'ready') return 'loading'
  if (step.is === 'running') return 'running'
  if (form.problems > 0) return 'problems'
  if (openConflicts(conflicts, form.values) > 0) return 'conflict'
  return form.changes === 0 ? 'unchanged' : undefined
}

/** How many conflicts nobody has decided yet. */
export function openConflicts(conflicts: readonly ConflictField[], draft: Values): number {
  return conflicts.filter((field) => conflictStanding(field, own(draft, field.name)) === 'open').length
}

/** How a conflict stands with this value in the draft: to set the value itself decides it as well. */
export function conflictStanding(field: ConflictField, value: ParameterValue | undefined): ConflictStanding {
  if (isSame(value, field.theirs)) return 'theirs'
  if (!isSame(value, field.yours)) return 'other'
  return field.keepsYours ? 'yours' : 'open'
}
