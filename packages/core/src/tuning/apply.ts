import type { ChatRequest } from '../chat/request.js'
import { pickSet } from '../layers/pick-set.js'
import { checkRules } from '../parameters/check-rules.js'
import { parseValues } from '../parameters/check-values.js'
import { stack } from './config.js'
import { invalidValues } from './invalid-values.js'
import type { ModelReading } from './read-model.js'
import type { SavedOverride } from './storage.js'

/**
 * Puts everything that is set for a model under the request's own values. A value that the runtime does not support is let
 * through, as the translation report names it; one that is wrong everywhere is refused, and so is a rule that breaks only
 * together with what was saved.
 *
 * @throws {VenomError} `tuning.invalid_values` with all issues.
 */
export function applyOverride(request: ChatRequest, reading: ModelReading, saved: SavedOverride): ChatRequest {
  const own = parseValues(reading.wideSchema, request.generation_params ?? {})
  if (!own.ok) throw invalidValues(own.issues)
  const together = pickSet(stack(reading, saved.values, own.values))
  const broken = checkRules(together)
  if (broken.length > 0) throw invalidValues(broken)
  return { ...request, generation_params: together }
}
