import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'

import { VenomError, type Values } from '@venom/core'
import { createTuningClient, type TuningClient } from '@venom/core/client'
import type { TuningConfigReply, TuningHistoryReply } from '@venom/core/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'

const fromSources = [
  '--conditions=@venom/source',
  '--import',
  new URL('../../../scripts/run-sources.mjs', import.meta.url).href,
]
const main = fileURLToPath(new URL('main.ts', import.meta.url))
// Its runtime is away, so that nothing but our own code and the database is at work.
const runtimes = 'away=http://127.0.0.1:9'
const model = 'away/any'
const token = 'a-token-for-this-test-only'
const kills = 200

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'venom-kill-'))
  // One clean end first: Node writes its cache of compiled sources only then, and every later start is faster by it.
  const { child } = await start()
  child.kill('SIGTERM')
  await once(child, 'exit')
})

afterAll(() => rm(folder, { recursive: true }))

async function start(): Promise<{ readonly child: ChildProcess; readonly client: TuningClient }> {
  const flags = ['--port', '0', '--database', join(folder, 'venom.sqlite'), '--runtimes', runtimes]
  const env = { ...process.env, VENOM_TOKEN: token, NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const child = spawn(process.execPath, [...fromSources, main, ...flags], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  for await (const piece of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(piece)
    if (printed.includes('token:')) break
  }
  const [, baseUrl = ''] = /(http:\/\/[\w.:]+)/.exec(printed) ?? []
  return { child, client: createTuningClient({ baseUrl, token }) }
}

/** The two values of the `n`th save belong together: half of one is seen at once. */
function valuesOf(n: number): { readonly seed: number; readonly top_k: number } {
  return { seed: n, top_k: (n % 100) + 1 }
}

/** Saves one after the other until the server is gone. `begun` settles with the first acknowledgement; answers the last number sent. */
function saveUntilGone(
  client: TuningClient,
  from: number,
  acknowledged: Map<number, number>,
): { readonly begun: Promise<void>; readonly gone: Promise<number> } {
  const begun = Promise.withResolvers<void>()
  const save = async (n: number): Promise<number> => {
    try {
      const { revision } = await client.save({ model, generation_params: valuesOf(n) })
      acknowledged.set(revision, n)
    } catch (thrown) {
      if (VenomError.is(thrown, 'http.unreachable')) return n
      throw thrown
    }
    begun.resolve()
    return save(n + 1)
  }
  const gone = save(from)
  gone.catch(begun.reject)
  return { begun: begun.promise, gone }
}

interface State {
  readonly config: TuningConfigReply
  readonly changes: TuningHistoryReply['changes']
}

async function readState(client: TuningClient): Promise<State> {
  const config = await client.config({ model })
  return { config, changes: (await client.history({ model, limit: 500 })).changes }
}

/** What of values, history and revision does not agree, and which acknowledged saves are missing. */
function faultsOf({ config, changes }: State, acknowledged: ReadonlyMap<number, number>): readonly string[] {
  const { seed, top_k } = config.current_values
  const byRevision = new Map(changes.map((change) => [change.revision, change]))
  const isWhole = (values: Values): boolean => isDeepStrictEqual(values, valuesOf(Number(values['seed'])))
  const isSaved = (revision: number, n: number): boolean =>
    isDeepStrictEqual(byRevision.get(revision)?.after, valuesOf(n))
  const faults = [
    ...[...acknowledged].filter(([revision, n]) => !isSaved(revision, n)).map(([, n]) => `save ${n} is lost`),
    ...changes.filter(({ after }) => !isWhole(after)).map(({ revision }) => `revision ${revision} is half there`),
    ...changes.flatMap(({ revision, before }, index) => {
      if (revision !== config.revision - index) return [`revision ${revision} is out of order`]
      const older = byRevision.get(revision - 1)
      return older === undefined || isDeepStrictEqual(before, older.after)
        ? []
        : [`revision ${revision} begins elsewhere`]
    }),
  ]
  const newest = changes.at(0)
  if (newest === undefined) return config.revision === 0 ? faults : [...faults, 'there is a revision and no history']
  return isDeepStrictEqual({ seed, top_k }, newest.after) ? faults : [...faults, 'the values are not the newest ones']
}

test(`T07: of saves that were acknowledged none is lost in ${kills} kills, and none is half there`, async () => {
  const acknowledged = new Map<number, number>()
  let total = 0
  let sent = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const { child, client } = await start()
    const state = await readState(client)

    expect(faultsOf(state, acknowledged)).toEqual([])

    total += acknowledged.size
    acknowledged.clear()
    const { begun, gone } = saveUntilGone(client, sent + 1, acknowledged)
    await begun
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30))
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    sent = await gone
  }
  // A test that never saved would prove nothing.
  expect(total).toBeGreaterThan(kills)
}, 600_000)
