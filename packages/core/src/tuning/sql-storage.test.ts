import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { Database } from '../storage/database.js'
import { openSqlite } from '../storage/sqlite.js'
import { spawnSource } from '../testing/spawn-source.js'
import { tuningStorageCases } from '../testing/tuning-storage-cases.js'
import { createMemoryTuningStorage } from './memory-storage.js'
import { createSqlTuningStorage } from './sql-storage.js'
import type { TuningChange, TuningStorage } from './storage.js'

const pico = { runtime: 'local', model: 'pico' }
const writer = new URL('../testing/sqlite-writer.ts', import.meta.url)

let folder = ''
let open: Database[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-tuning-'))
})
afterEach(async () => {
  await Promise.all(open.map((database) => database.close()))
  open = []
  await rm(folder, { recursive: true })
})

async function storageAt(path: string): Promise<TuningStorage> {
  const database = await openSqlite(path)
  open.push(database)
  return createSqlTuningStorage(database)
}

function expectWholeChain(newestFirst: readonly TuningChange[]): void {
  const changes = newestFirst.toReversed()
  expect(changes.map((change) => change.revision)).toEqual(changes.map((_, index) => index + 1))
  expect(changes.slice(1).map((change) => change.before)).toEqual(changes.slice(0, -1).map((change) => change.after))
}

describe('SQL storage', () => {
  test.each(tuningStorageCases)('T07: $title', ({ run }) => run(() => storageAt(join(folder, 'venom.sqlite'))))
})

test('T07, T08: overrides and history survive a restart', async () => {
  const path = join(folder, 'venom.sqlite')
  const database = await openSqlite(path)
  const storage = await createSqlTuningStorage(database)
  await storage.commit({ ref: pico, by: 'ann', at_ms: 5, after: { temperature: 0.2, stop: ['\n'] } })
  const before = await storage.history(pico, { limit: 10 })
  await database.close()

  const again = await storageAt(path)

  expect(await again.read(pico)).toEqual({ values: { temperature: 0.2, stop: ['\n'] }, revision: 1 })
  expect(await again.history(pico, { limit: 10 })).toEqual(before)
})

test('T07: two connections that write at once lose nothing', async () => {
  const path = join(folder, 'venom.sqlite')
  const [one, two] = await Promise.all([storageAt(path), storageAt(path)])
  const commits = (storage: TuningStorage, by: string): Promise<unknown>[] =>
    Array.from({ length: 50 }, (_, at_ms) => storage.commit({ ref: pico, by, at_ms, after: { seed: at_ms } }))

  await Promise.all([...commits(one, 'one'), ...commits(two, 'two')])

  const history = await one.history(pico, { limit: 500 })
  expectWholeChain(history)
  expect(history.filter((change) => change.by === 'one')).toHaveLength(50)
  expect(history.filter((change) => change.by === 'two')).toHaveLength(50)
})

test('T07: processes that open a new file and write at once lose nothing', async () => {
  const path = join(folder, 'venom.sqlite')
  const children = ['one', 'two', 'three'].map((name) => spawnSource(writer, [path, name, '40']))

  const exits = await Promise.all(children.map((child) => once(child, 'close')))

  expect(exits.map(([code]) => code)).toEqual([0, 0, 0])
  const history = await (await storageAt(path)).history(pico, { limit: 500 })
  expectWholeChain(history)
  expect(history).toHaveLength(120)
})

test('T07: a process that is killed while it commits leaves whole changes, and all that it acknowledged', async () => {
  const path = join(folder, 'venom.sqlite')
  let acknowledged = 0

  for (let round = 1; round <= 20; round++) {
    acknowledged = await commitUntilKilled(path, 1 + (round % 4))
    const database = await openSqlite(path)
    const history = await (await createSqlTuningStorage(database)).history(pico, { limit: 500_000 })
    await database.close()
    expectWholeChain(history)
    expect(history[0]?.revision).toBeGreaterThanOrEqual(acknowledged)
  }

  expect(acknowledged).toBeGreaterThan(20)
  using file = new DatabaseSync(path)
  expect(file.prepare('pragma integrity_check').get()?.['integrity_check']).toBe('ok')
}, 60_000)

/** Kills the writer right after its `commits`-th word, while the next one is on its way; gives the last revision it named. */
async function commitUntilKilled(path: string, commits: number): Promise<number> {
  const child = spawnSource(writer, [path, 'killed', '1000000'])
  const closed = once(child, 'close')
  if (child.stdout === null) throw new TypeError('The writer says nothing.')
  let [lines, last] = [0, 0]
  for await (const line of createInterface(child.stdout)) {
    last = Number(line)
    if (++lines === commits) child.kill('SIGKILL')
  }
  expect((await closed)[1]).toBe('SIGKILL')
  return last
}

test('T07: a save that is given up while another process holds the database is not made afterwards', async () => {
  const path = join(folder, 'venom.sqlite')
  const storage = await storageAt(path)
  using other = new DatabaseSync(path)
  other.exec('begin immediate')
  const leaving = new AbortController()
  const { signal } = leaving
  const commit = { ref: pico, by: 'ann', at_ms: 5, after: { top_k: 1 } }
  const settled = Promise.allSettled([storage.commit(commit, undefined, { signal })])

  leaving.abort()
  other.exec('rollback')

  expect(await settled).toMatchObject([{ status: 'rejected', reason: { code: 'runtime.cancelled' } }])
  expect(await storage.read(pico)).toEqual({ values: {}, revision: 0 })
})

test('T07: any commands have the same answers from SQL as from memory', async () => {
  const ref = fc.constantFrom(pico, { runtime: 'local', model: 'a/b:c' }, { runtime: 'local/a', model: 'b:c' })
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.string(), { maxLength: 4 }),
  )
  const after = fc.dictionary(fc.constantFrom('temperature', 'top_k', 'stop', 'mirostat'), value, {
    noNullPrototype: true,
  })
  const command = fc.oneof(
    fc.record({ do: fc.constant('read' as const), ref }),
    fc.record({ do: fc.constant('commit' as const), ref, after, on: fc.option(fc.nat(4), { nil: undefined }) }),
    fc.record({ do: fc.constant('history' as const), ref, limit: fc.integer({ min: 1, max: 4 }), end: fc.nat(6) }),
  )
  let file = 0

  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
      const database = await openSqlite(join(folder, `${file++}.sqlite`))
      const storages = [createMemoryTuningStorage(), await createSqlTuningStorage(database)]

      const [memory, sql] = await Promise.all(storages.map((storage) => answers(storage, commands)))

      await database.close()
      expect(sql).toEqual(memory)
    }),
    { numRuns: 60 },
  )

  async function answers(
    storage: TuningStorage,
    commands: readonly (typeof command extends fc.Arbitrary<infer C> ? C : never)[],
  ) {
    const results: unknown[] = []
    for (const [at_ms, it] of commands.entries()) {
      if (it.do === 'read') results.push(await storage.read(it.ref))
      if (it.do === 'commit')
        results.push(await storage.commit({ ref: it.ref, by: 'ann', at_ms, after: it.after }, it.on))
      if (it.do === 'history') results.push(await storage.history(it.ref, { limit: it.limit, before_revision: it.end }))
    }
    return results
  }
}, 60_000)

test.each([
  ['text that is no JSON', 'update tuning_changes set after = \'{"top_k":\''],
  ['JSON of another form', 'update tuning_changes set after = \'{"top_k":null}\''],
  ['a blob', "update tuning_changes set before = x'00ff'"],
  ['a number too large', 'update tuning_changes set at_ms = 9223372036854775807'],
])('a damaged row (%s) is storage.corrupt, and stays', async (_, damage) => {
  const path = join(folder, 'venom.sqlite')
  const storage = await storageAt(path)
  await storage.commit({ ref: pico, by: 'ann', at_ms: 5, after: { top_k: 1 } })
  using file = new DatabaseSync(path)
  file.exec(damage)

  await expect(storage.read(pico)).rejects.toMatchObject({ code: 'storage.corrupt' })
  await expect(storage.commit({ ref: pico, by: 'ann', at_ms: 6, after: {} })).rejects.toMatchObject({
    code: 'storage.corrupt',
  })
  expect(file.prepare('select count(*) as rows from tuning_changes').get()?.['rows']).toBe(1)
})

test('a damaged row is named', async () => {
  const path = join(folder, 'venom.sqlite')
  const storage = await storageAt(path)
  await storage.commit({ ref: pico, by: 'ann', at_ms: 5, after: { top_k: 1 } })
  using file = new DatabaseSync(path)
  file.exec("update tuning_changes set after = ''")

  await expect(storage.read(pico)).rejects.toMatchObject({
    message: expect.stringContaining('change 1 of local/pico in tuning_changes'),
    details: { table: 'tuning_changes', runtime: 'local', model: 'pico', revision: 1 },
  })
})
