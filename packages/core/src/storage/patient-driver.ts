import { setTimeout as sleep } from 'node:timers/promises'

import {
  type AbortableOperationOptions,
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDriver,
} from 'kysely'

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
 * Kysely's SQLite driver with three changes. Transactions take the write lock when they begin, so that none can read, lose the
 * race, and fail at its end. Waiting for the lock leaves the event loop free: SQLite's own busy timeout would stop every stream
 * of this process while another one writes. And whoever waits holds nothing: only an open transaction keeps others from the
 * one connection, so that reads pass the saves that wait, and each of those waits its own time.
 *
 * It brings its own order, so its adapter says `supportsMultipleConnections`.
 */
export function createPatientDriver(inner: SqliteDriver, patience: Patience): Driver {
  const turn = createTurn(patience)
  return {
    init: (options) => inner.init(options),
    acquireConnection: async () => turn.join(await inner.acquireConnection()),
    releaseConnection: async (connection) => turn.leave(connection),
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

interface Turn {
  /** Gives a caller its own view of the one connection. */
  readonly join: (inner: DatabaseConnection) => DatabaseConnection
  readonly leave: (connection: DatabaseConnection) => void
}

/** Whose statement opens a transaction, or a stream of rows, has the connection alone until it is released. */
function createTurn(patience: Patience): Turn {
  let holder: DatabaseConnection | undefined
  let left = Promise.withResolvers<void>()

  const isTaken = (caller: DatabaseConnection): boolean => holder !== undefined && holder !== caller

  function join(inner: DatabaseConnection): DatabaseConnection {
    const caller: DatabaseConnection = {
      executeQuery: <R>(query: CompiledQuery, options?: AbortableOperationOptions): Promise<QueryResult<R>> =>
        untilFree(async () => {
          while (isTaken(caller)) await left.promise
          // SQLite has done its work when this returns, so nobody comes between it and the next line.
          const result = inner.executeQuery<R>(query, options)
          if (patience.inTransaction()) holder = caller
          return result
        }, patience),
      async *streamQuery(query, chunkSize, options) {
        while (isTaken(caller)) await left.promise
        holder = caller
        yield* inner.streamQuery(query, chunkSize, options)
      },
    }
    return caller
  }

  function leave(caller: DatabaseConnection): void {
    if (holder !== caller) return
    holder = undefined
    left.resolve()
    left = Promise.withResolvers<void>()
  }

  return { join, leave }
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
