import { type Kysely, sql } from 'kysely'
import * as z from 'zod/mini'

import { VenomError } from '../errors/venom-error.js'
import type { Database } from './database.js'

/** One step of a database's tables. Once published it never changes; a further step is added instead. */
export interface Migration {
  /** Number and name, ascending: `0001-overrides`. */
  readonly id: string
  up(kysely: Kysely<unknown>): Promise<void>
}

const nameRow = z.object({ id: z.string() })

/**
 * Brings one owner's tables up to date. Each owner counts for itself, so several can share a file; all steps that are missing
 * are made in one transaction, or none is.
 *
 * @throws {VenomError} `storage.newer` when the file has steps that are not in `migrations`: it is left as it is.
 */
export async function migrate(database: Database, owner: string, migrations: readonly Migration[]): Promise<void> {
  await database.kysely.transaction().execute(async (kysely) => {
    await sql`create table if not exists venom_migrations (
      owner text not null, id text not null, primary key (owner, id)
    )`.execute(kysely)
    const { rows } = await sql`select id from venom_migrations where owner = ${owner}`.execute(kysely)
    const done = new Set(rows.map((row) => nameRow.parse(row).id))

    const foreign = [...done].filter((id) => !migrations.some((migration) => migration.id === id))
    if (foreign.length > 0) throw newerFile(owner, foreign)

    for (const migration of migrations) {
      if (done.has(migration.id)) continue
      await migration.up(kysely)
      await sql`insert into venom_migrations (owner, id) values (${owner}, ${migration.id})`.execute(kysely)
    }
  })
}

function newerFile(owner: string, ids: readonly string[]): VenomError {
  return new VenomError(
    'storage.newer',
    `The tables of ${owner} were changed by a newer version (${ids.join(', ')}). Update the packages, or use another file.`,
    { details: { owner, migrations: ids } },
  )
}
