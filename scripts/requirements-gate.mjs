// After all suites ran: every proven row of tests/requirements.ts has a passing test that cites it, and none was lost.
// node scripts/requirements-gate.mjs   reads reports/*.json, as vitest's JSON reporter writes them
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const countFile = 'tests/requirements-open.json'

/** The ids that the name of a test, or of a group around it, cites: `T06: …` or `T06, T07: …`. */
export function citedIds(name) {
  return /^[A-Z]\d\d(, ?[A-Z]\d\d)*(?=:)/.exec(name)?.[0].split(/, ?/) ?? []
}

/** Problems of `requirements`, given vitest's reports and the committed count of rows that are not proven. */
export function judge(requirements, reports, committed) {
  const results = reports.flatMap((report) => report.testResults.flatMap((file) => file.assertionResults))
  const citations = results.flatMap(({ title, ancestorTitles = [], status }) =>
    [title, ...ancestorTitles].flatMap(citedIds).map((id) => ({ id, title, status })),
  )
  return [
    ...unknown(requirements, citations),
    ...unproven(requirements, citations),
    ...lost(Object.values(requirements), committed),
  ]
}

function unknown(requirements, citations) {
  return citations
    .filter(({ id }) => !Object.hasOwn(requirements, id))
    .map(({ id, title }) => `"${title}" cites ${id}, which is no requirement`)
}

function unproven(requirements, citations) {
  const proven = Object.keys(requirements).filter((id) => requirements[id].state === 'proven')
  return proven.flatMap((id) => {
    const citing = citations.filter((citation) => citation.id === id)
    const bad = citing.filter(({ status }) => status !== 'passed')
    if (citing.length === 0) return [`${id} is called proven, but no test cites it`]
    return bad.map(({ title, status }) => `${id} is called proven, but "${title}" ${status}`)
  })
}

function lost(rows, committed) {
  const open = rows.filter(({ state }) => state !== 'proven').length
  if (open > committed) return [`${open} rows are not proven; they were ${committed}, and may only become fewer`]
  if (open < committed) return [`only ${open} rows are not proven: write ${open} into tests/requirements-open.json`]
  return []
}

/** What the count was before it was last changed; null where there is no history to ask. */
function earlierCount() {
  try {
    const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const [, earlier] = git('log', '--format=%H', '-n', '2', '--', countFile).trim().split('\n')
    return earlier === undefined ? null : JSON.parse(git('show', `${earlier}:${countFile}`)).notProven
  } catch {
    return null
  }
}

async function main() {
  await import('./run-sources.mjs')
  const { requirements } = await import('../tests/requirements.ts')
  const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))
  const reports = globSync('reports/*.json').map(readJson)
  if (reports.length === 0) throw new Error('there are no reports/*.json: run the suites first')
  const { notProven } = readJson(countFile)
  const before = earlierCount()
  const problems = judge(requirements, reports, notProven)
  if (before !== null && notProven > before)
    problems.push(`${countFile} says ${notProven}; it said ${before}, and may only shrink`)
  for (const problem of problems) console.error(problem)
  const counts = Object.values(requirements).map(({ state }) => state)
  const count = (state) => counts.filter((one) => one === state).length
  console.log(`requirements: ${count('proven')} proven, ${count('partial')} partial, ${count('open')} open`)
  process.exitCode = problems.length === 0 ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
