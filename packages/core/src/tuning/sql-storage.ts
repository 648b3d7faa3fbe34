import type { Kysely } from 'kysely'
import * as z from 'zod/mini'

import { VenomError } from '../errors/venom-error.js'
import { formatModelRef, type ModelRef } from '../models/model-ref.js'
import type { Values } from '../parameters/value.js'
import { throwIfCancelled, untilAborted } from '../runtime/cancelled.js'
import type { Database } from '../storage/database.js'
import { migrate } from '../storage/migrate.js'
import { overrides } from './migrations/0001-overrides.js'
import type { SavedOverride, TuningChange, TuningStorage } from './storage.js'
import { valuesSchema } from './values-schema.js'

// Aliases, as Kysely takes no interface for its tables.
type ChangeRow = Pick<TuningChange, 'revision' | 'by' | 'at_ms'> & {
  readonly runtime: string
  readonly model: string
  /** JSON text, as is `after`. */
  readonly before: string
  readonly after: string
}
type TuningTables = { readonly tuning_changes: ChangeRow }

const rowSchema = z.object({
  revision: z.int().check(z.positive()),
  by: z.string(),
  at_ms: z.int(),
  before: z.string(),
  after: z.string(),
})

/**
 * Keeps overrides in a database, and brings its tables up to date first. The override of a model is its newest change, so the
 * two cannot disagree. Every method throws `storage.*` errors; a row that cannot be read is `storage.corrupt` and stays.
 *
 * @throws {VenomError} `storage.newer` when the tables are of a newer version.
 */
export async function createSqlTuningStorage(database: Database): Promise<TuningStorage> {
  await migrate(database, 'tuning', [overrides])
  const kysely = database.kysely.$extendTables<TuningTables>()
  return {
    read: (ref, { signal } = {}) => untilAborted(readNewest(kysely, ref), signal),
    commit: async ({ ref, by, at_ms, after }, expectedRevision, { signal } = {}) => {
      throwIfCancelled(signal)
      return kysely.transaction().execute(async (transaction) => {
        // Others may have held the database for a while.
        throwIfCancelled(signal)
        const current = await readNewest(transaction, ref)
        if (expectedRevision !== undefined && expectedRevision !== current.revision) return { ok: false, current }
        const change = { ref, by, at_ms, before: current.values, after, revision: current.revision + 1 }
        await transaction.insertInto('tuning_changes').values(toRow(change)).execute()
        return { ok: true, change }
      })
    },
    history: (ref, { limit, before_revision: end }, { signal } = {}) =>
      untilAborted(readChanges(kysely, ref, limit, end), signal),
  }
}

async function readNewest(kysely: Kysely<TuningTables>, ref: ModelRef): Promise<SavedOverride> {
  const [last] = await readChanges(kysely, ref, 1)
  return last === undefined ? { values: {}, revision: 0 } : { values: last.after, revision: last.revision }
}

async function readChanges(
  kysely: Kysely<TuningTables>,
  ref: ModelRef,
  limit: number,
  end?: number,
): Promise<readonly TuningChange[]> {
  const rows = await kysely
    .selectFrom('tuning_changes')
    .select(['revision', 'by', 'at_ms', 'before', 'after'])
    .where('runtime', '=', ref.runtime)
    .where('model', '=', ref.model)
    .$if(end !== undefined, (query) => query.where('revision', '<', end ?? 0))
    .orderBy('revision', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => fromRow(ref, row))
}

function toRow({ ref, before, after, ...rest }: TuningChange): ChangeRow {
  return { ...ref, ...rest, before: JSON.stringify(before), after: JSON.stringify(after) }
}

function fromRow(ref: ModelRef, row: unknown): TuningChange {
  const parsed = rowSchema.safeParse(row)
  if (!parsed.success) throw damaged(ref, row, parsed.error)
  const { revision, by, at_ms, before, after } = parsed.data
  try {
    return { ref, revision, by, at_ms, before: parseValuesText(before), after: parseValuesText(after) }
  } catch (cause) {
    throw damaged(ref, row, cause)
  }
}

function parseValuesText(text: string): Values {
  return valuesSchema.parse(JSON.parse(text))
}

function damaged(ref: ModelRef, row: unknown, cause: unknown): VenomError {
  const revision = z.object({ revision: z.int() }).safeParse(row).data?.revision ?? null
  return new VenomError(
    'storage.corrupt',
    `The change ${revision ?? '?'} of ${formatModelRef(ref)} in tuning_changes cannot be read. Delete this row, or move the file away together with its -wal and -shm and restore a copy; nothing was overwritten.`,
    { cause, details: { table: 'tuning_changes', runtime: ref.runtime, model: ref.model, revision } },
  )
}
