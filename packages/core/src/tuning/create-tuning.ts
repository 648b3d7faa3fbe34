import type { ModelRef } from '../models/model-ref.js'
import { unknownRuntime } from '../models/model-failure.js'
import { createCallCache } from '../runtime/call-cache.js'
import type { RuntimeDirectory } from '../runtime/directory.js'
import type { CallOptions } from '../runtime/call-options.js'
import { applyOverride } from './apply.js'
import { toConfig } from './config.js'
import { type ModelReading, readModel } from './read-model.js'
import { saveOverride } from './save.js'
import type { TuningChange, TuningStorage } from './storage.js'
import type { LayerSource, Tuning } from './tuning.js'
import { undoChange } from './undo.js'

/** What tuning is made of. */
export interface TuningParts {
  readonly directory: RuntimeDirectory
  readonly storage: TuningStorage
  /** Lowest first: families, then manifests, then your own. */
  readonly sources: readonly LayerSource[]
  /** Milliseconds since 1970. Default: the clock. */
  readonly now?: () => number
  /** Milliseconds of a clock that is never set back, for the age of what a runtime said. Default: `performance.now`. */
  readonly monotonicNow?: () => number
  /** Called after each change that was saved, to count it. Must not throw: the change stands already. */
  readonly onSaved?: (change: TuningChange) => void
}

/** How long a chat may be judged by what its runtime said before, in milliseconds. */
const readingTtlMs = 60_000
/** Readings that are kept at most; the oldest go first. */
const readingLimit = 256

/**
 * Makes the tuning service. `config`, `save` and `undo` ask the runtime each time; `apply` is judged by what it said in the
 * last minute, so that a chat costs no round trip before its first token. What is said of a runtime that does not answer is
 * never kept.
 */
export function createTuning({
  directory,
  storage,
  sources,
  now = Date.now,
  monotonicNow = () => performance.now(),
  onSaved = () => undefined,
}: TuningParts): Tuning {
  const log = { storage, now, onSaved }
  const kept = createCallCache<ModelReading>({
    ttlMs: readingTtlMs,
    limit: readingLimit,
    now: monotonicNow,
    keep: ({ live }) => live,
  })

  const ask = (ref: ModelRef, call: CallOptions): Promise<ModelReading> => {
    const runtime = directory.get(ref.runtime)
    if (runtime === undefined) throw unknownRuntime(ref.runtime, directory)
    return readModel(runtime, ref, sources, call)
  }
  const readNow = async (ref: ModelRef, call: CallOptions): Promise<ModelReading> => {
    const reading = await ask(ref, call)
    if (reading.live) kept.put(keyOf(ref), reading)
    return reading
  }

  return {
    config: async (ref, request = {}, call = {}) => {
      const [reading, saved] = await Promise.all([readNow(ref, call), storage.read(ref, call)])
      return toConfig(reading, saved, request)
    },
    save: async (ref, values, edit, call = {}) => {
      const reading = await readNow(ref, call)
      return toConfig(reading, await saveOverride(log, ref, reading, values, edit, call), {})
    },
    undo: async (ref, edit, call = {}) => {
      const reading = await readNow(ref, call)
      return toConfig(reading, await undoChange(log, ref, edit, call), {})
    },
    history: (ref, page, call) => storage.history(ref, page, call),
    apply: async (ref, request, call = {}) => {
      const read = async (signal: AbortSignal): Promise<ModelReading> => ask(ref, { signal })
      const [reading, saved] = await Promise.all([kept.get(keyOf(ref), read, call), storage.read(ref, call)])
      return applyOverride(request, reading, saved)
    },
  }
}

function keyOf(ref: ModelRef): string {
  return JSON.stringify([ref.runtime, ref.model])
}
