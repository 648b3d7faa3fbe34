// What an application imports from `@venom/core/sql`: storages on a database, whichever it is.
export type { Database } from './storage/database.js'
export { migrate, type Migration } from './storage/migrate.js'
export { createSqlTuningStorage } from './tuning/sql-storage.js'
