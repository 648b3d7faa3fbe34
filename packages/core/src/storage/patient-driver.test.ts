import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Migration, migrate } from './migrate.js'
import { openSqlite } from './sqlite.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-driver-'))
})
afterEach(() => rm(folder, { recursive: true }))

const notes: Migration = {
  id: '0001-notes',
  up: async (kysely) => {
    await sql`create table notes (id integer primary key, body text not null)`.execute(kysely)
  },
}

test('saves that wait for a lock keep nobody from reading, and each waits its own time', async () => {
  const path = join(folder, 'venom.sqlite')
  const database = await openSqlite(path, { busyTimeoutMs: 200 })
  const patient = await openSqlite(path, { busyTimeoutMs: 600 })
  await migrate(database, 'notes', [notes])
  using other = new DatabaseSync(path)
  other.exec('begin immediate')
  const order: string[] = []
  const save = ({ kysely }: typeof database, name: string) =>
    kysely
      .transaction()
      .execute((transaction) => sql`insert into notes (body) values ('a')`.execute(transaction))
      .catch(() => order.push(name))

  const saves = [save(patient, 'patient'), ...['1', '2', '3', '4'].map((name) => save(database, name))]
  await sql`select * from notes`.execute(database.kysely)
  order.push('read')
  await Promise.all(saves)

  expect(order[0]).toBe('read')
  expect(order.slice(1, 5).toSorted()).toEqual(['1', '2', '3', '4'])
  expect(order[5]).toBe('patient')
  await Promise.all([database.close(), patient.close()])
})

test('rows that are read one after another keep a transaction waiting until the last', async () => {
  const database = await openSqlite(join(folder, 'venom.sqlite'))
  await migrate(database, 'notes', [notes])
  await sql`insert into notes (body) values ('a'), ('b')`.execute(database.kysely)
  const tables = database.kysely.$extendTables<{ notes: { id: number; body: string } }>()
  const seen: string[] = []

  const rows = tables.selectFrom('notes').select('body').stream()
  expect(await rows.next()).toMatchObject({ value: { body: 'a' } })
  const save = tables.transaction().execute(async (transaction) => {
    seen.push('saved')
    await transaction.insertInto('notes').values({ id: 3, body: 'c' }).execute()
  })
  for await (const { body } of rows) seen.push(body)
  await save

  expect(seen).toEqual(['b', 'saved'])
  await database.close()
})

test('a lock that is held too long is storage.unavailable, and the event loop stays free meanwhile', async () => {
  const path = join(folder, 'venom.sqlite')
  const database = await openSqlite(path, { busyTimeoutMs: 200 })
  await migrate(database, 'notes', [notes])
  using other = new DatabaseSync(path)
  other.exec('begin immediate')
  let turns = 0
  const ticking = setInterval(() => turns++, 5)

  const failing = sql`insert into notes (body) values ('a')`.execute(database.kysely)

  await expect(failing).rejects.toMatchObject({ code: 'storage.unavailable', retryable: true })
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(3)
  await expect(openSqlite(path, { busyTimeoutMs: 20 })).rejects.toMatchObject({ code: 'storage.unavailable' })
  await database.close()
})

test('a lock that is given back in time is waited for', async () => {
  const path = join(folder, 'venom.sqlite')
  const database = await openSqlite(path)
  await migrate(database, 'notes', [notes])
  using other = new DatabaseSync(path)
  other.exec('begin immediate')
  setTimeout(() => other.exec('commit'), 50)

  await sql`insert into notes (body) values ('a')`.execute(database.kysely)

  expect((await sql`select body from notes`.execute(database.kysely)).rows).toEqual([{ body: 'a' }])
  await database.close()
})

test('a failed transaction leaves nothing behind', async () => {
  const database = await openSqlite(join(folder, 'venom.sqlite'))
  await migrate(database, 'notes', [notes])

  const failing = database.kysely.transaction().execute(async (transaction) => {
    await sql`insert into notes (body) values ('a')`.execute(transaction)
    throw new RangeError('on the way')
  })

  await expect(failing).rejects.toThrow('on the way')
  expect((await sql`select * from notes`.execute(database.kysely)).rows).toEqual([])
  await database.close()
})
