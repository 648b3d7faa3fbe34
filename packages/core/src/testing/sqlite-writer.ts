// A process that commits to a file and says so: `<path> <name> <count>` → one line `<revision>` for each commit that stands.
import { VenomError } from '../errors/venom-error.js'
import { openSqlite } from '../storage/sqlite.js'
import { createSqlTuningStorage } from '../tuning/sql-storage.js'

const [path = '', name = '', count = '1'] = process.argv.slice(2)
try {
  const database = await openSqlite(path, { busyTimeoutMs: 30_000 })
  const storage = await createSqlTuningStorage(database)
  for (let index = 1; index <= Number(count); index++) {
    const after = { seed: index, stop: [name, 'x'.repeat(2_000)] }
    const result = await storage.commit({ ref: { runtime: 'local', model: 'pico' }, by: name, at_ms: index, after })
    if (result.ok) process.stdout.write(`${result.change.revision}\n`)
  }
  await database.close()
} catch (thrown) {
  process.stdout.write(`${VenomError.is(thrown) ? thrown.code : String(thrown)}\n`)
  process.exitCode = 1
}
