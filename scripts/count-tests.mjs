// Prints "passed failed" over the JSON reports of a folder. A file that could not run is a failure, and so is a skipped test.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2] ?? 'reports'
const files = globSync(join(folder, '*.json')).flatMap((path) => JSON.parse(readFileSync(path, 'utf8')).testResults)
const tests = files.flatMap((file) => file.assertionResults)
const passed = tests.filter(({ status }) => status === 'passed').length
const broken = files.filter(
  (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
)
console.log(passed, tests.length - passed + broken.length)
