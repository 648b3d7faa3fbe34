import { setTimeout as sleep } from 'node:timers/promises'

import { CompiledQuery, type DatabaseConnection, type Driver, type SqliteDriver } from 'kysely'

/** What a driver is told about waiting for other connections. */
export interface Patience {
  readonly isBusy: (thrown: unknown) => boolean
  /** Whether a transaction is open: SQLite ends one by itself on some errors. */
  readonly inTransaction: () => boolean
  /** How long to wait for another connection, in milliseconds. */
  readonly busyTimeoutMs: number
  /** Throws when the file is no longer the one that was opened. */
  readonly checkFile: () => Promise<void>
}

/**
 * Kysely's SQLite driver with two changes. Transactions take the write lock when they begin, so that none can read, lose the
 * race, and fail at its end. And waiting for the lock leaves the event loop free: SQLite's own busy timeout would stop every
 * stream of this process while another one writes.
 */
export function createPatientDriver(inner: SqliteDriver, patience: Patience): Driver {
  const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const acquireConnection = async (): Promise<DatabaseConnection> => {
    const connection = await inner.acquireConnection()
    const known = wrapped.get(connection) ?? patientConnection(connection, patience)
    wrapped.set(connection, known)
    return known
  }
  return {
    init: (options) => inner.init(options),
    acquireConnection,
    releaseConnection: () => inner.releaseConnection(),
    beginTransaction: async (connection) => {
      await patience.checkFile()
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    },
    commitTransaction: (connection) => inner.commitTransaction(connection),
    rollbackTransaction: async (connection) => {
      if (patience.inTransaction()) await inner.rollbackTransaction(connection)
    },
    savepoint: (connection, name, compile) => inner.savepoint(connection, name, compile),
    rollbackToSavepoint: (connection, name, compile) => inner.rollbackToSavepoint(connection, name, compile),
    releaseSavepoint: (connection, name, compile) => inner.releaseSavepoint(connection, name, compile),
    destroy: () => inner.destroy(),
  }
}

function patientConnection(inner: DatabaseConnection, patience: Patience): DatabaseConnection {
  return {
    executeQuery: (query, options) => untilFree(() => inner.executeQuery(query, options), patience),
    streamQuery: (query, chunkSize, options) => inner.streamQuery(query, chunkSize, options),
  }
}

/** Repeats an action while another connection holds the lock. Throws its last error once `busyTimeoutMs` have passed. */
export async function untilFree<T>(
  action: () => T | Promise<T>,
  { isBusy, busyTimeoutMs }: Pick<Patience, 'isBusy' | 'busyTimeoutMs'>,
): Promise<T> {
  const deadline = performance.now() + busyTimeoutMs
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 25)) {
    try {
      return await action()
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() >= deadline) throw thrown
      // Spread out, or two waiting processes would ask in step.
      await sleep(waitMs * (0.5 + Math.random()))
    }
  }
}
