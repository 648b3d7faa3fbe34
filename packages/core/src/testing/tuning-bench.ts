import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { VenomError } from '../errors/venom-error.js'
import { familySource } from '../models/family-source.js'
import { parseManifest } from '../models/manifest.js'
import { manifestSource } from '../models/manifest-source.js'
import type { ModelRef } from '../models/model-ref.js'
import { catalogue } from '../parameters/catalogue/catalogue.js'
import { createDirectory } from '../runtime/directory.js'
import type { CallOptions } from '../runtime/call-options.js'
import type { Runtime } from '../runtime/runtime.js'
import { openSqlite } from '../storage/sqlite.js'
import { createTuning } from '../tuning/create-tuning.js'
import { createSqlTuningStorage } from '../tuning/sql-storage.js'
import type { TuningChange } from '../tuning/storage.js'
import type { LayerSource, Tuning } from '../tuning/tuning.js'
import { type FixedClock, fixedClock } from './fixed-clock.js'
import { fixedRuntime } from './fixed-runtime.js'

/** The model that the bench's runtime has. */
export const llama: ModelRef = { runtime: 'local', model: 'org/Llama-3.1-8B:q4' }

/** Tuning on a file of its own, with a runtime of four parameters that a test can switch off. */
export interface TuningBench extends AsyncDisposable {
  readonly tuning: Tuning
  readonly runtime: Runtime
  readonly clock: FixedClock
  /** What `onSaved` was told. */
  readonly changes: readonly TuningChange[]
  /** How often the runtime was asked for models or parameters. */
  asked(): number
  /** Makes the runtime fail at every question; undefined mends it. */
  fail(error: VenomError | undefined): void
  /** Tuning with other runtimes and sources on the same file, by a connection of its own: another process, or a later one. */
  reopen(runtimes?: readonly Runtime[], sources?: readonly LayerSource[]): Promise<Tuning>
}

/** Sets up a bench. `await using` closes and removes its file. */
export async function tuningBench(): Promise<TuningBench> {
  const folder = await mkdtemp(join(tmpdir(), 'venom-tuning-'))
  const cleanUps: (() => Promise<void>)[] = [() => rm(folder, { recursive: true })]
  const clock = fixedClock()
  const changes: TuningChange[] = []
  const state: { asked: number; failure: VenomError | undefined } = { asked: 0, failure: undefined }

  const answer = async <T>(value: T, { signal }: CallOptions = {}): Promise<T> => {
    state.asked++
    if (signal?.aborted === true) throw new VenomError('runtime.cancelled', 'Cancelled.')
    if (state.failure !== undefined) throw state.failure
    return value
  }
  const runtime = fixedRuntime('local', {
    models: (call) => answer([{ id: llama.model }], call),
    parameters: (_, call) => answer({ schema, reported: { temperature: 0.8, top_k: 50 } }, call),
  })
  const reopen: TuningBench['reopen'] = async (runtimes = [runtime], sources = ownSources) => {
    const database = await openSqlite(join(folder, 'venom.sqlite'))
    cleanUps.unshift(() => database.close())
    const storage = await createSqlTuningStorage(database)
    const onSaved = (change: TuningChange): void => void changes.push(change)
    const { now } = clock
    return createTuning({ directory: createDirectory(runtimes), storage, sources, now, monotonicNow: now, onSaved })
  }
  return {
    tuning: await reopen(),
    runtime,
    clock,
    changes,
    asked: () => state.asked,
    fail: (error) => {
      state.failure = error
    },
    reopen,
    [Symbol.asyncDispose]: async () => {
      for (const cleanUp of cleanUps) await cleanUp()
    },
  }
}

const { temperature, top_k, max_tokens, ignore_eos } = catalogue
const schema = { temperature, top_k, max_tokens: { ...max_tokens, min: -1, max: 131_072 }, ignore_eos }
const manifest = parseManifest({
  models: [{ name: '*Llama*', generation_defaults: { top_k: 30 }, generation_params: { max_tokens: 900 } }],
})
const ownSources: readonly LayerSource[] = [familySource(), manifestSource(manifest)]
