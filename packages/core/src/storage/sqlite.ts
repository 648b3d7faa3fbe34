import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { Kysely, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'

import { VenomError } from '../errors/venom-error.js'
import type { Database } from './database.js'
import { toSqliteDatabase } from './node-sqlite.js'
import { createPatientDriver, untilFree } from './patient-driver.js'
import { isBusy, toStorageError } from './sqlite-failure.js'

/** How a SQLite file is opened. */
export interface SqliteOptions {
  /** How long a statement waits for another connection that writes, in milliseconds. Default: 5,000. */
  readonly busyTimeoutMs?: number
}

/**
 * Opens a SQLite file, and makes it and its folder where they are missing; `:memory:` is one that nobody else sees. A commit
 * is on the disk when it returns (WAL, `synchronous=FULL`). Not for network drives, where WAL cannot work.
 *
 * @throws {VenomError} `storage.read_only` when the file or its folder cannot be written, `storage.corrupt` when it is no
 * database (it stays as it is), `storage.unavailable` when another process holds it for longer than `busyTimeoutMs`. Every
 * later statement throws the same codes.
 */
export async function openSqlite(path: string, { busyTimeoutMs = 5_000 }: SqliteOptions = {}): Promise<Database> {
  if (path !== ':memory:') await prepareFolder(path)
  const translate = (thrown: unknown): unknown => toStorageError(thrown, path)
  const file = open(path, translate)
  try {
    await untilFree(() => setUp(file, translate), { isBusy, busyTimeoutMs })
  } catch (thrown) {
    file.close()
    throw thrown
  }

  const checkFile = path === ':memory:' ? () => Promise.resolve() : await rememberFile(path)
  const patience = { isBusy, inTransaction: () => file.isTransaction, busyTimeoutMs, checkFile }
  const kysely = new Kysely<unknown>({
    dialect: {
      createDriver: () =>
        createPatientDriver(new SqliteDriver({ database: toSqliteDatabase(file, translate) }), patience),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  })
  const close = async (): Promise<void> => {
    await kysely.destroy()
    // Kysely closes only what it has used.
    if (file.isOpen) file.close()
  }
  return { kysely, close }
}

/** SQLite writes on into a file that was deleted or replaced under it: what it saves then is gone with the process. */
async function rememberFile(path: string): Promise<() => Promise<void>> {
  const opened = await stat(path)
  return async () => {
    const now = await stat(path).catch(() => null)
    if (now?.ino === opened.ino && now.dev === opened.dev) return
    const message = `The database ${path} was moved or deleted while it was open; nothing was saved. Put it back, or start again.`
    throw new VenomError('storage.unavailable', message, { retryable: false })
  }
}

async function prepareFolder(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined)
  if (there?.isDirectory() === true) {
    throw new VenomError('storage.unavailable', `${path} is a folder. Give the path of a file.`, { retryable: false })
  }
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (cause) {
    throw new VenomError('storage.read_only', `The folder of ${path} cannot be made. Check the path and its rights.`, {
      cause,
    })
  }
}

function open(path: string, translate: (thrown: unknown) => unknown): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: true })
  } catch (thrown) {
    throw translate(thrown)
  }
}

function setUp(file: DatabaseSync, translate: (thrown: unknown) => unknown): void {
  try {
    // Reads first: a file that is no database must be found out before anything is written.
    file.exec('pragma schema_version')
    file.exec('pragma journal_mode = wal')
    file.exec('pragma synchronous = full')
    // A read-only file opens without complaint and fails only at the first write, which should not be a user's.
    file.exec('begin immediate')
    file.exec('rollback')
  } catch (thrown) {
    throw translate(thrown)
  }
}
