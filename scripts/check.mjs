// Everything that stays true, one line a check; exit code 1 when one fails. Needs nothing but npm packages.
// node scripts/check.mjs [name...]   only the named ones
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { checks } from './checks/all.mjs'
import { packages } from './checks/files.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = packages(root).map(({ folder }) => folder)

const steps = [
  tool('build', 'npm', 'run', '--silent', 'build'),
  tool('types', 'tsc', '-p', 'tsconfig.test.json'),
  tool('lint', 'oxlint', '--quiet'),
  tool('format', 'oxfmt', '--check'),
  tool('unused', 'knip', '--no-progress'),
  ...folders.map((folder) => tool(`publint ${folder}`, 'publint', '--strict', folder)),
  // It looks for types, of which a style sheet has none.
  ...folders.map((folder) =>
    tool(
      `attw ${folder}`,
      ...['attw', '--pack', folder, '--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', 'theme.css'],
    ),
  ),
  tool('size', 'size-limit'),
  ...checks.map((check) => ({ name: check.name, run: () => check.find(root) })),
]

const wanted = process.argv.slice(2)
let failed = 0
for (const { name, run } of steps.filter((step) => wanted.length === 0 || wanted.includes(step.name))) {
  const start = performance.now()
  const problems = run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(problems.length === 0 ? `ok    ${name} (${seconds} s)` : `FAIL  ${name} (${seconds} s)`)
  for (const problem of problems) console.log(problem.replaceAll(/^/gm, '      '))
  if (problems.length > 0) failed += 1
}
console.log(failed === 0 ? 'all checks hold' : `${failed} checks failed`)
process.exitCode = failed === 0 ? 0 : 1

/** A program of node_modules; what it prints is its problem when it fails. */
function tool(name, command, ...args) {
  return {
    name,
    run() {
      const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
      if (status === 0) return []
      return [[stdout, stderr, error?.message].filter(Boolean).join('\n').trim() || `${command} exited with ${status}`]
    },
  }
}
