import type { Stats } from 'node:fs'
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
 * is on the disk when it returns (WAL, `synchronous=FULL`): in the file itself or in its `-wal`, so a copy of the file alone is
 * a backup only after `close`, and one that is restored must not find an older `-wal` and `-shm`. Not for network drives, where
 * WAL cannot work.
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

  const checkFile = path === ':memory:' ? () => Promise.resolve() : await rememberFiles(path)
  const patience = { isBusy, inTransaction: () => file.isTransaction, busyTimeoutMs, checkFile }
  const kysely = new Kysely<unknown>({
    dialect: {
      createDriver: () =>
        createPatientDriver(new SqliteDriver({ database: toSqliteDatabase(file, translate) }), patience),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      // The driver orders who uses the one connection; Kysely's own order would hold it for those that wait.
      createAdapter: () => Object.defineProperty(new SqliteAdapter(), 'supportsMultipleConnections', { value: true }),
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

/**
 * SQLite writes on into files that were deleted or replaced under it: what it saves then can be gone with the process. All three
 * stay the same for as long as a connection is open, whoever else opens, checkpoints or closes meanwhile.
 *
 * @see https://sqlite.org/walformat.html#files_on_disk
 */
async function rememberFiles(path: string): Promise<() => Promise<void>> {
  const files = [path, `${path}-wal`, `${path}-shm`]
  const opened = await Promise.all(files.map((file) => stat(file)))
  const isSame = async (file: string, before: Stats | undefined): Promise<boolean> => {
    const now = await stat(file).catch(() => null)
    return now?.ino === before?.ino && now?.dev === before?.dev
  }
  return async () => {
    const same = await Promise.all(files.map((file, index) => isSame(file, opened[index])))
    const gone = files.filter((_, index) => same[index] === false)
    if (gone.length === 0) return
    const message = `${gone.join(', ')} of the open database was moved or deleted; nothing was saved. Put it back, or start again.`
    throw new VenomError('storage.unavailable', message, { retryable: false })
  }
}

async function prepareFolder(path: string): Promise<void> {
  // SQLite reads these as a database that nobody keeps, and as a URI with options of its own.
  if (path === '' || path.startsWith('file:')) {
    const message = `“${path}” is no path of a database. Give that of a file, or :memory: for one that is not kept.`
    throw new VenomError('storage.unavailable', message, { retryable: false })
  }
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
