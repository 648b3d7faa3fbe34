import { VenomError } from '../errors/venom-error.js'
import { formatModelRef, type ModelRef } from '../models/model-ref.js'
import type { CallOptions } from '../runtime/call-options.js'
import { type ChangeLog, commitChange, conflict } from './commit-change.js'
import { isEtagOf } from './etag.js'
import type { SavedOverride } from './storage.js'
import type { Edit } from './tuning.js'

/**
 * Takes the last change back by a new one, so that undoing twice is doing it again. It is made on the change that was read:
 * one that somebody makes in between is never undone unseen.
 *
 * @throws {VenomError} `tuning.nothing_to_undo` when nothing was ever saved, `tuning.conflict`.
 */
export async function undoChange(
  log: ChangeLog,
  ref: ModelRef,
  { by, ifMatch }: Edit,
  call: CallOptions,
): Promise<SavedOverride> {
  const [last] = await log.storage.history(ref, { limit: 1 }, call)
  if (last === undefined) {
    throw new VenomError('tuning.nothing_to_undo', `Nothing was ever saved for ${formatModelRef(ref)}.`)
  }
  const current = { values: last.after, revision: last.revision }
  if (ifMatch !== undefined && !isEtagOf(ifMatch, current)) throw conflict(ref, current)
  return commitChange(log, { ref, by, after: last.before }, last.revision, call)
}
