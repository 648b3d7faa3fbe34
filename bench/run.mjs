// `node run.mjs [--quick] [measurement …]`: all measurements or the named ones. A full run of all writes results.md.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { areApart, moveServer, runClient } from './apart.mjs'
import { missed, toTable } from './report/table.mjs'
import { versions } from './report/versions.mjs'

const allMeasurements = ['cpu', 'ttft', 'streams', 'memory', 'leave']
const { values: flags, positionals } = parseArgs({ options: { quick: { type: 'boolean' } }, allowPositionals: true })
const isQuick = flags.quick === true
const measurements = positionals.length === 0 ? allMeasurements : positionals

const clients = await Promise.all(
  ['floor', 'bare', 'openai', 'ai', 'ours'].map(async (id) => ({ id, ...(await import(`./clients/${id}.mjs`)) })),
)
const rows = []
const values = {}

const server = fork(new URL('server.mjs', import.meta.url))
const [origin] = await once(server, 'message')
moveServer(server.pid)
try {
  for (const name of measurements) await runAll(name)
} finally {
  server.disconnect()
}

const table = isQuick ? toTable(clients, rows, values, () => []) : toTable(clients, rows, values)
console.log(table)
if (isQuick) {
  console.log('\nQuick: every client answered. The numbers mean nothing.')
} else {
  const musts = missed('must', rows, values)
  for (const must of musts) console.error(`Missed: ${must}`)
  if (positionals.length === 0) await writeFile(new URL('results.md', import.meta.url), await toReport(table))
  if (musts.length > 0) process.exitCode = 1
}

/** Clients take turns within a run, so that whatever else the machine does falls on all of them. */
async function runAll(name) {
  const { cases, runs } = await import(`./measurements/${name}.mjs`)
  for (const chosen of cases) {
    rows.push(...(chosen.rows ?? [chosen]))
    for (let run = 0; run < (isQuick ? 1 : runs); run++) {
      for (const { id } of clients) record(id, await runOne(name, chosen.id, id))
      if (!isQuick) console.error(`${chosen.id}: run ${run + 1} of ${runs}`)
    }
  }
}

async function runOne(...args) {
  const worker = new URL('worker.mjs', import.meta.url).pathname
  const mode = isQuick ? 'quick' : 'full'
  const { stdout } = await runClient(process.execPath, ['--expose-gc', worker, ...args, origin, mode])
  return JSON.parse(stdout)
}

function record(client, figures) {
  for (const [row, value] of Object.entries(figures)) ((values[row] ??= {})[client] ??= []).push(value)
}

async function toReport(table) {
  return `# Results

${new Date().toISOString().slice(0, 10)} · ${await versions()}

Ratios to the floor (its own value in brackets), medians of interleaved runs in fresh processes, server and client on
${areApart ? 'processors of their own' : 'the same processors'}; smaller is better. Lines with a unit are absolute. [README.md](README.md) says what each line means.

${table}

${clients.map(({ name, title }) => `- ${name}: ${title.replace(/^[^:]+: /, '')}`).join('\n')}
`
}
