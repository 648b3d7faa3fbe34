import { VenomError } from '../errors/venom-error.js'
import { formatModelRef, type ModelRef } from '../models/model-ref.js'
import { toEtag } from './etag.js'
import type { CallOptions } from '../runtime/call-options.js'
import type { SavedOverride, TuningChange, TuningCommit, TuningStorage } from './storage.js'

/** Where changes go, and who hears of them. */
export interface ChangeLog {
  readonly storage: TuningStorage
  readonly now: () => number
  readonly onSaved: (change: TuningChange) => void
}

/** Writes one change and tells of it. @throws {VenomError} `tuning.conflict` unless `expectedRevision` is still the current one. */
export async function commitChange(
  log: ChangeLog,
  change: Omit<TuningCommit, 'at_ms'>,
  expectedRevision: number | undefined,
  call: CallOptions,
): Promise<SavedOverride> {
  const result = await log.storage.commit({ ...change, at_ms: log.now() }, expectedRevision, call)
  if (!result.ok) throw conflict(change.ref, result.current)
  log.onSaved(result.change)
  return { values: result.change.after, revision: result.change.revision }
}

/** The error of a change that was made on an older state. It carries the current one. */
export function conflict(ref: ModelRef, current: SavedOverride): VenomError {
  return new VenomError(
    'tuning.conflict',
    `${formatModelRef(ref)} was changed in the meantime and is now at revision ${current.revision}. Load it, merge, and save with its etag.`,
    { details: { revision: current.revision, etag: toEtag(current), current_values: current.values } },
  )
}
