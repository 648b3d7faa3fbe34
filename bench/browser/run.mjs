// `node browser/run.mjs [--quick] [measurement …]`: all measurements or the named ones. A full run of all writes results.md.
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { missed, toTable } from '../report/table.mjs'
import { bundle } from './bundle.mjs'
import { launch, withPage } from './chromium.mjs'
import { verdicts } from './verdicts.mjs'

const allMeasurements = ['markdown', 'form']
const { values: flags, positionals } = parseArgs({ options: { quick: { type: 'boolean' } }, allowPositionals: true })
const isQuick = flags.quick === true
const tables = []
const misses = []

const browser = await launch()
const version = browser.version()
try {
  for (const name of positionals.length === 0 ? allMeasurements : positionals) await runAll(name)
} finally {
  await browser.close()
}

console.log(tables.join('\n\n'))
if (isQuick) {
  console.log('\nQuick: every page ran. The numbers mean nothing.')
} else {
  for (const must of misses) console.error(`Missed: ${must}`)
  if (positionals.length === 0) await writeFile(new URL('results.md', import.meta.url), await toReport())
  if (misses.length > 0) process.exitCode = 1
}

/** Clients take turns within a run, so that whatever else the machine does falls on all of them. */
async function runAll(name) {
  const { clients, cases, run, measure } = await import(`./measurements/${name}.mjs`)
  const pages = await Promise.all(clients.map(({ id }) => bundle(`${name}/${id}`, run)))
  const values = {}
  for (const chosen of cases) {
    for (let turn = 0; turn < (isQuick ? 1 : chosen.runs); turn++) {
      for (const [at, { id }] of clients.entries()) {
        const figures = await withPage(browser, pages[at], (page, spent) => measure(page, spent, chosen, isQuick))
        for (const [row, value] of Object.entries(figures)) ((values[row] ??= {})[id] ??= []).push(value)
      }
      if (!isQuick) console.error(`${name}, ${chosen.id}: run ${turn + 1} of ${chosen.runs}`)
    }
  }
  const rows = cases.flatMap((chosen) => chosen.rows)
  tables.push(toTable(clients, rows, values, isQuick ? () => [] : verdicts))
  if (!isQuick) misses.push(...missed('must', rows, values, verdicts))
}

async function toReport() {
  const packages = ['react', 'streamdown', '@assistant-ui/react-markdown', '@radix-ui/react-slider', '@rjsf/core']
  const versions = await Promise.all(
    packages.map(async (name) => {
      const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url)
      return `${name} ${JSON.parse(await readFile(manifest, 'utf8')).version}`
    }),
  )
  return `# Results in a browser

${new Date().toISOString().slice(0, 10)} · Chromium ${version} · ${versions.join(' · ')}

Ratios to the first column (its own value in brackets), medians of interleaved runs in fresh pages; smaller is better. Lines with
a unit are absolute. [README.md](../README.md) says what each line means.

${tables.join('\n\n')}
`
}
