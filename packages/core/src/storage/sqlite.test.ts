import { chmod, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'

import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { spawnSource } from '../testing/spawn-source.js'
import { type Migration, migrate } from './migrate.js'
import { openSqlite } from './sqlite.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-sqlite-'))
})
afterEach(async () => {
  await chmod(folder, 0o700)
  await rm(folder, { recursive: true })
})

const notes: Migration = {
  id: '0001-notes',
  up: async (kysely) => {
    await sql`create table notes (id integer primary key, body text not null)`.execute(kysely)
  },
}
const tags: Migration = {
  id: '0002-tags',
  up: async (kysely) => {
    await sql`create table tags (note integer not null references notes (id))`.execute(kysely)
  },
}

test('the folder is made, commits are durable and foreign keys are checked', async () => {
  const database = await openSqlite(join(folder, 'a', 'b', 'venom.sqlite'))

  const pragma = async (name: string): Promise<unknown> =>
    (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.kysely)).rows[0]?.[name]

  expect(await pragma('journal_mode')).toBe('wal')
  expect(await pragma('synchronous')).toBe(2)
  expect(await pragma('foreign_keys')).toBe(1)
  await database.close()
  expect((await stat(join(folder, 'a', 'b', 'venom.sqlite'))).isFile()).toBe(true)
})

test('a database in memory is empty each time', async () => {
  const one = await openSqlite(':memory:')
  await migrate(one, 'notes', [notes])
  await one.close()

  const two = await openSqlite(':memory:')

  await expect(sql`select * from notes`.execute(two.kysely)).rejects.toThrow('no such table')
  await two.close()
})

test('a database that was never used closes, twice', async () => {
  const path = join(folder, 'venom.sqlite')
  const database = await openSqlite(path)

  await database.close()
  await database.close()

  using file = new DatabaseSync(path)
  expect(() => file.exec('pragma locking_mode = exclusive; begin exclusive; rollback')).not.toThrow()
})

test.each([
  ['text', Buffer.from('this is no database '.repeat(100))],
  ['a few bytes', Buffer.from('hello')],
  ['a broken header', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_096, 7)])],
])('a file that is no database (%s) is storage.corrupt and stays as it is', async (_, bytes) => {
  const path = join(folder, 'venom.sqlite')
  await writeFile(path, bytes)

  await expect(openSqlite(path)).rejects.toMatchObject({ code: 'storage.corrupt', retryable: false })

  expect(await readFile(path)).toEqual(bytes)
})

test('a file that was cut off is storage.corrupt', async () => {
  const path = join(folder, 'venom.sqlite')
  const whole = await openSqlite(path)
  await migrate(whole, 'notes', [notes])
  await sql`insert into notes (body) values (${'x'.repeat(100_000)})`.execute(whole.kysely)
  await whole.close()
  await truncate(path, 12_288)

  const used = openSqlite(path).then(async (database) => {
    try {
      return await sql`select * from notes`.execute(database.kysely)
    } finally {
      await database.close()
    }
  })

  await expect(used).rejects.toMatchObject({
    code: 'storage.corrupt',
    message: expect.stringContaining('Move it away together with its -wal and -shm'),
  })
})

test.each(['', 'file:venom.sqlite?mode=memory'])('“%s” is no path, and makes no file', async (path) => {
  await expect(openSqlite(path)).rejects.toMatchObject({
    code: 'storage.unavailable',
    retryable: false,
    message: `“${path}” is no path of a database. Give that of a file, or :memory: for one that is not kept.`,
  })
})

test('a folder instead of a file is named', async () => {
  await expect(openSqlite(folder)).rejects.toMatchObject({ code: 'storage.unavailable', retryable: false })
})

test('a parent that is a file is storage.read_only', async () => {
  await writeFile(join(folder, 'file'), '')

  await expect(openSqlite(join(folder, 'file', 'venom.sqlite'))).rejects.toMatchObject({ code: 'storage.read_only' })
})

// Root may write anywhere, so these run in a process of an ordinary user.
async function writeAsOrdinaryUser(path: string): Promise<string> {
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const child = spawnSource(new URL('../testing/sqlite-writer.ts', import.meta.url), [path, 'ann', '1'], user)
  if (child.stdout === null) throw new TypeError('The writer says nothing.')
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')])
  return output.trim()
}

test('a read-only file is storage.read_only at opening', async () => {
  const path = join(folder, 'venom.sqlite')
  await (await openSqlite(path)).close()
  await chmod(path, 0o444)
  await chmod(folder, 0o777)

  expect(await writeAsOrdinaryUser(path)).toBe('storage.read_only')
})

test('a new file in a read-only folder is storage.read_only', async () => {
  await mkdir(join(folder, 'data'))
  await chmod(join(folder, 'data'), 0o555)
  await chmod(folder, 0o555)

  expect(await writeAsOrdinaryUser(join(folder, 'data', 'venom.sqlite'))).toBe('storage.read_only')
  expect(await writeAsOrdinaryUser(join(folder, 'new', 'venom.sqlite'))).toBe('storage.read_only')
})

test('a full disk is storage.read_only, and the transaction is undone', async () => {
  const database = await openSqlite(join(folder, 'venom.sqlite'))
  await migrate(database, 'notes', [notes])
  await sql`insert into notes (body) values ('before')`.execute(database.kysely)
  await sql`pragma max_page_count = 8`.execute(database.kysely)

  const failing = database.kysely.transaction().execute(async (transaction) => {
    await sql`insert into notes (body) values (${'x'.repeat(100_000)})`.execute(transaction)
  })

  await expect(failing).rejects.toMatchObject({ code: 'storage.read_only', message: expect.stringContaining('full') })
  expect((await sql`select body from notes`.execute(database.kysely)).rows).toEqual([{ body: 'before' }])
  await database.close()
})

test('a file that was deleted or replaced while it was open takes no more saves', async () => {
  const path = join(folder, 'venom.sqlite')
  const database = await openSqlite(path)
  await migrate(database, 'notes', [notes])
  await rm(path)

  const saving = () =>
    database.kysely
      .transaction()
      .execute((transaction) => sql`insert into notes (body) values ('a')`.execute(transaction))

  await expect(saving()).rejects.toMatchObject({ code: 'storage.unavailable', retryable: false })
  await writeFile(path, '')
  await expect(saving()).rejects.toMatchObject({ code: 'storage.unavailable' })
  await database.close()
})

test.each(['-wal', '-shm'])('a database whose %s file was deleted takes no more saves, and loses none', async (end) => {
  const path = join(folder, 'venom.sqlite')
  const database = await openSqlite(path)
  await migrate(database, 'notes', [notes])
  const save = (body: string) =>
    database.kysely
      .transaction()
      .execute((transaction) => sql`insert into notes (body) values (${body})`.execute(transaction))
  await save('before')
  await rm(`${path}${end}`)

  await expect(save('after')).rejects.toMatchObject({
    code: 'storage.unavailable',
    retryable: false,
    message: expect.stringContaining(`venom.sqlite${end} of the open database`),
  })

  await database.close()
  const again = await openSqlite(path)
  expect((await sql`select body from notes`.execute(again.kysely)).rows).toEqual([{ body: 'before' }])
  await again.close()
})

test('migrations run once, in order, and later ones follow', async () => {
  const path = join(folder, 'venom.sqlite')
  const first = await openSqlite(path)
  await migrate(first, 'notes', [notes])
  await sql`insert into notes (body) values ('kept')`.execute(first.kysely)
  await first.close()

  const second = await openSqlite(path)
  await migrate(second, 'notes', [notes, tags])
  await migrate(second, 'notes', [notes, tags])

  expect((await sql`select body from notes`.execute(second.kysely)).rows).toEqual([{ body: 'kept' }])
  expect((await sql`select * from tags`.execute(second.kysely)).rows).toEqual([])
  await second.close()
})

test('a file of a newer version is storage.newer, and other owners do not mind', async () => {
  const database = await openSqlite(join(folder, 'venom.sqlite'))
  await migrate(database, 'notes', [notes, tags])

  await expect(migrate(database, 'notes', [notes])).rejects.toMatchObject({
    code: 'storage.newer',
    details: { owner: 'notes', migrations: ['0002-tags'] },
  })
  await migrate(database, 'else', [])
  await database.close()
})

test('a migration that fails leaves none of its steps', async () => {
  const database = await openSqlite(join(folder, 'venom.sqlite'))
  const broken: Migration = { id: '0002-broken', up: () => Promise.reject(new RangeError('halfway')) }

  await expect(migrate(database, 'notes', [notes, broken])).rejects.toThrow('halfway')

  await migrate(database, 'notes', [notes])
  expect((await sql`select * from notes`.execute(database.kysely)).rows).toEqual([])
  await database.close()
})

test('a value that SQLite cannot keep is refused before it is asked', async () => {
  const database = await openSqlite(':memory:')

  await expect(sql`select ${{ a: 1 }}`.execute(database.kysely)).rejects.toThrow('SQLite cannot keep a object')
  await database.close()
})
