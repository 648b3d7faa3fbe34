// `node run.mjs [--quick] [--server id] [measurement …]`: all measurements on all servers, or the named ones. A full run of all writes
// results.md.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { moveServer, runClient } from './apart.mjs'
import { missed, toTable } from './report/table.mjs'
import { toReport } from './report/report.mjs'
import { toVerdicts } from './report/verdicts.mjs'
import { findServer, servers } from './servers.mjs'

const { values: flags, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, server: { type: 'string', multiple: true } },
  allowPositionals: true,
})
const isQuick = flags.quick === true
const isAll = positionals.length === 0 && flags.server === undefined
const chosen = flags.server?.map(findServer) ?? servers
for (const name of positionals) {
  if (!chosen.some(({ measurements }) => measurements.includes(name))) {
    throw new Error(`There is no measurement “${name}” of ${chosen.map(({ id }) => id).join(', ')}.`)
  }
}

const sections = []
for (const server of chosen) {
  const measurements = server.measurements.filter((name) => positionals.length === 0 || positionals.includes(name))
  if (measurements.length > 0) sections.push(await runServer(server, measurements))
}
for (const { title, table } of sections) console.log(`\n${title}\n\n${table}`)

if (isQuick) {
  console.log('\nQuick: every client answered. The numbers mean nothing.')
} else {
  const musts = sections.flatMap((section) => section.missed)
  for (const must of musts) console.error(`Missed: ${must}`)
  if (isAll) await writeFile(new URL('results.md', import.meta.url), await toReport(sections))
  if (musts.length > 0) process.exitCode = 1
}

/** These measurements of one server: their table, and the musts that ours missed. */
async function runServer(server, measurements) {
  const clients = await Promise.all(
    server.clients.map(async (id) => ({ id, ...(await import(`./clients/${id}.mjs`)) })),
  )
  const rows = []
  const values = {}
  const child = fork(new URL('server.mjs', import.meta.url), [server.id])
  try {
    const [origin] = await once(child, 'message')
    moveServer(child.pid)
    for (const name of measurements) await runAll(name, { server, clients, origin, rows, values })
  } finally {
    child.disconnect()
  }
  const judge = isQuick ? () => [] : toVerdicts(clients)
  const missing = missed('must', rows, values, judge).map((must) => `${server.title}: ${must}`)
  return { title: server.title, clients, table: toTable(clients, rows, values, judge), missed: missing }
}

/** Clients take turns within a run, so that whatever else the machine does falls on all of them. */
async function runAll(name, { server, clients, origin, rows, values }) {
  const { cases, runs } = await import(`./measurements/${name}.mjs`)
  for (const one of cases) {
    rows.push(...(one.rows ?? [one]))
    for (let run = 0; run < (isQuick ? 1 : runs); run++) {
      for (const { id } of clients.filter(({ id }) => one.clients?.includes(id) ?? true))
        record(values, id, await runOne(name, one.id, server.id, id, origin))
      if (!isQuick) console.error(`${server.title}, ${one.id}: run ${run + 1} of ${runs}`)
    }
  }
}

async function runOne(...args) {
  const worker = new URL('worker.mjs', import.meta.url).pathname
  const mode = isQuick ? 'quick' : 'full'
  const { stdout } = await runClient(process.execPath, ['--expose-gc', worker, ...args, mode])
  return JSON.parse(stdout)
}

function record(values, client, figures) {
  for (const [row, value] of Object.entries(figures)) ((values[row] ??= {})[client] ??= []).push(value)
}
