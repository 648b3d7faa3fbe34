import { sql } from 'kysely'

import type { Migration } from '../../storage/migrate.js'

/** The table of changes. The newest change of a model is its override. */
export const overrides: Migration = {
  id: '0001-overrides',
  up: async (kysely) => {
    await sql`create table tuning_changes (
      runtime text not null,
      model text not null,
      revision integer not null,
      by text not null,
      at_ms bigint not null,
      before text not null,
      after text not null,
      primary key (runtime, model, revision)
    )`.execute(kysely)
  },
}
