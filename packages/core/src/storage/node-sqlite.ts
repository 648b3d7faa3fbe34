import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

import type { SqliteDatabase } from 'kysely'

/**
 * Node's SQLite in the form that Kysely's dialect expects. Whatever SQLite throws goes through `translate` first.
 *
 * @see https://nodejs.org/docs/latest-v24.x/api/sqlite.html
 */
export function toSqliteDatabase(database: DatabaseSync, translate: (thrown: unknown) => unknown): SqliteDatabase {
  const guarded = <T>(action: () => T): T => {
    try {
      return action()
    } catch (thrown) {
      throw translate(thrown)
    }
  }
  return {
    close: () => guarded(() => database.close()),
    prepare: (sql) =>
      guarded(() => {
        const statement = database.prepare(sql)
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => guarded(() => statement.all(...parameters.map(toInput))),
          run: (parameters) => guarded(() => statement.run(...parameters.map(toInput))),
          iterate: (parameters) => guarded(() => statement.iterate(...parameters.map(toInput))),
        }
      }),
  }
}

function toInput(value: unknown): SQLInputValue {
  if (value === null || value instanceof Uint8Array) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  throw new TypeError(`SQLite cannot keep a ${typeof value}. Encode it as text or a number first.`)
}
