import type { Kysely } from 'kysely'

/** An open database. Each storage brings its own tables by `migrate`, so several can share one file. */
export interface Database {
  readonly kysely: Kysely<unknown>
  /** Waits for running statements and frees the handle. Can be called twice. */
  close(): Promise<void>
}
