import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venom-reports-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const count = () => execFileSync('node', ['scripts/count-tests.mjs', folder], { encoding: 'utf8' })
const write = (name, ...testResults) => writeFileSync(join(folder, name), JSON.stringify({ testResults }))
const file = (status, ...statuses) => ({ status, assertionResults: statuses.map((one) => ({ status: one })) })

test('the suites are added up', () => {
  write('unit.json', file('passed', 'passed', 'passed'))
  write('live.json', file('failed', 'passed', 'failed'))

  expect(count()).toBe('3 1\n')
})

test('a skipped test counts as failed', () => {
  write('unit.json', file('passed', 'passed', 'skipped'))

  expect(count()).toBe('1 1\n')
})

test('a file that could not run counts as failed', () => {
  write('unit.json', file('passed', 'passed'), file('failed'))

  expect(count()).toBe('1 1\n')
})
