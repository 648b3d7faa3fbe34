import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, describe, expect, test } from 'vitest'

import { checks } from '../scripts/checks/all.mjs'

const repository = fileURLToPath(new URL('..', import.meta.url))
const temporary = mkdtempSync(join(tmpdir(), 'venom-checks-'))
afterAll(() => rmSync(temporary, { recursive: true }))

describe('the bad sample of each check is refused', () => {
  const find = (name, root = join(repository, 'tests/bad-samples', name)) =>
    checks.find((check) => check.name === name).find(root)

  test('package-arrows', () => {
    expect(find('package-arrows')).toEqual([
      'examples/app/src/main.ts: @venom/core/parameters/parse is no published entry',
      'packages/core/src/heavy.ts: hono belongs behind a subpath of core',
      'packages/core/src/upwards.ts: @venom/runtimes is not below core',
      'packages/runtimes/src/private.ts: ../../core/src/errors/venom-error.js leaves its package',
    ])
  })

  test('inner-arrows', () => {
    expect(find('inner-arrows')).toEqual([
      'packages/core/src/parameters/value.ts imports packages/core/src/tuning/tuning.ts: shapes know nothing of the service that uses them',
      'packages/runtimes/src/ollama/ollama.ts imports packages/runtimes/src/vllm/vllm.ts: adapters never import each other',
    ])
  })

  test('clean-roots', () => {
    expect(find('clean-roots')).toEqual([
      'packages/core/dist/index.js → packages/core/dist/deep/load.js → node:fs/promises',
    ])
  })

  test('small-files', () => {
    expect(find('small-files')).toEqual([
      'packages/core/src/deep/long.ts has 301 lines',
      'packages/core/src/deep/index.ts is a nested index',
      'packages/core/src/deep/index.ts says export *',
    ])
  })

  test('docstrings', () => {
    expect(find('docstrings')).toEqual([
      'packages/core/src/bare.ts:1 bare has no docstring',
      'packages/core/src/bare.ts:4 Half: its first sentence has no end',
    ])
  })

  test('error-codes', () => {
    expect(find('error-codes')).toEqual(['model.forgotten is thrown nowhere', 'model.forgotten is seen by no test'])
  })

  test('tests-can-fail', () => {
    expect(find('tests-can-fail')).toEqual([
      "tests/weak.test.ts:3 expects nothing: 'runs'",
      'tests/weak.test.ts:6 says test.skip',
    ])
  })

  test('examples', () => {
    expect(find('examples')).toEqual([
      '@venom/react is used by no example',
      'examples/first-steps/src/hidden.ts is run by no test',
      'examples/first-steps/src/hidden.ts hides a failure',
    ])
  })

  test('lock-file', () => {
    expect(find('lock-file')).toEqual([
      'package-lock.json: node_modules/a has an address',
      'package-lock.json: node_modules/b has no checksum',
    ])
  })

  test('no-machine-facts', () => {
    // Written here, as a kept one would itself be what is refused.
    const facts = join(temporary, 'facts')
    mkdirSync(facts)
    const home = ['', 'home', 'ada', 'models'].join('/')
    const host = ['registry', 'example', 'org'].join('.')
    writeFileSync(join(facts, 'notes.md'), `fine\nthe model is in ${home}\ninstall from https://${host}/x\n`)

    expect(find('no-machine-facts', facts)).toEqual([
      'notes.md:2 names a folder of a machine',
      'notes.md:3 names a package registry',
    ])
  })
})

describe('the linter refuses', () => {
  // Copied away, as our own configuration leaves the samples out.
  const folder = join(temporary, 'lint')
  cpSync(join(repository, 'tests/bad-samples/lint'), folder, { recursive: true })
  cpSync(join(repository, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  const lint = spawnSync('oxlint', ['-f', 'unix'], { cwd: folder, encoding: 'utf8' })

  test.each([
    ['any.ts', 'no-explicit-any'],
    ['non-null.ts', 'no-non-null-assertion'],
    ['floating-promise.ts', 'no-floating-promises'],
    ['unsafe-assertion.ts', 'no-unsafe-type-assertion'],
    ['cycle.ts', 'no-cycle'],
    ['default-export.ts', 'no-default-export'],
  ])('%s for %s', (file, rule) => {
    expect(lint.stdout).toMatch(new RegExp(`${file}:.*${rule}`))
  })
})

test.each(checks.map((check) => [check.name, check]))('%s accepts this repository', (_name, check) => {
  expect(check.find(repository)).toEqual([])
})
