import { pickSet } from '../layers/pick-set.js'
import type { ModelRef } from '../models/model-ref.js'
import { checkRules } from '../parameters/check-rules.js'
import { parseValues } from '../parameters/check-values.js'
import { sameValues } from '../parameters/value.js'
import type { CallOptions } from '../runtime/call-options.js'
import { type ChangeLog, commitChange, conflict } from './commit-change.js'
import { stack } from './config.js'
import { isEtagOf } from './etag.js'
import { invalidValues } from './invalid-values.js'
import type { ModelReading } from './read-model.js'
import type { SavedOverride } from './storage.js'
import type { Edit } from './tuning.js'

/**
 * Checks a whole override and saves it. One that changes nothing makes no revision, no history and no count, as nobody
 * changed anything; an `ifMatch` of another state is still refused.
 *
 * @throws {VenomError} `tuning.invalid_values` with all issues, `tuning.conflict`.
 */
export async function saveOverride(
  log: ChangeLog,
  ref: ModelRef,
  reading: ModelReading,
  input: Readonly<Record<string, unknown>>,
  { by, ifMatch }: Edit,
  call: CallOptions,
): Promise<SavedOverride> {
  const parsed = parseValues(reading.schema, input)
  if (!parsed.ok) throw invalidValues(parsed.issues)
  // A manifest may have set the other half of a rule.
  const broken = checkRules(pickSet(stack(reading, parsed.values, {})))
  if (broken.length > 0) throw invalidValues(broken)
  const current = await log.storage.read(ref, call)
  if (ifMatch !== undefined && !isEtagOf(ifMatch, current)) throw conflict(ref, current)
  if (sameValues(parsed.values, current.values)) return current
  return commitChange(
    log,
    { ref, by, after: parsed.values },
    ifMatch === undefined ? undefined : current.revision,
    call,
  )
}
