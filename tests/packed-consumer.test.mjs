// What a stranger gets: the packed packages, installed into a project of their own, imported and type-checked there.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { packages } from '../scripts/checks/files.mjs'

const repository = fileURLToPath(new URL('..', import.meta.url))
const published = packages(repository)
const entries = published.flatMap(({ manifest }) =>
  Object.keys(manifest.exports)
    .filter((key) => !/\.(json|css)$/.test(key))
    .map((key) => manifest.name + key.slice(1)),
)
const stranger = mkdtempSync(join(tmpdir(), 'venom-stranger-'))
afterAll(() => rmSync(stranger, { recursive: true }))

const run = (program, ...args) =>
  promisify(execFile)(program, args, { cwd: stranger }).catch((error) => ({ stdout: error.stdout + error.stderr }))

beforeAll(async () => {
  const folders = published.map(({ folder }) => join(repository, folder))
  await promisify(execFile)('npm', ['pack', '--silent', '--pack-destination', stranger, ...folders], {
    cwd: repository,
  })
  write('package.json', { name: 'stranger', private: true, type: 'module', dependencies: dependencies() })
  await promisify(execFile)('npm', ['install', '--install-links', '--offline', '--ignore-scripts', '--no-audit'], {
    cwd: stranger,
  })
  write('tsconfig.json', {
    compilerOptions: {
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      noEmit: true,
      types: ['node'],
      jsx: 'react-jsx',
    },
    include: ['*.ts'],
  })
  write('all.ts', entries.map((entry, index) => `import * as e${index} from '${entry}'\nvoid e${index}\n`).join(''))
  cpSync(join(repository, 'tests/packed-consumer.sample.txt'), join(stranger, 'use.ts'))
}, 120_000)

test('P01: every entry can be imported', async () => {
  write(
    'import.mjs',
    `for (const entry of ${JSON.stringify(entries)}) console.log(entry, Object.keys(await import(entry)).length > 0)`,
  )

  const { stdout } = await run('node', 'import.mjs')

  expect(stdout.trim().split('\n')).toEqual(entries.map((entry) => `${entry} true`))
})

test.each(['tsc', 'tsc6'])(
  'P01: %s accepts every declaration, and what a stranger writes',
  async (compiler) => {
    const { stdout } = await run(compiler, '-p', '.', '--pretty', 'false')
    const ours = stdout.split('\n').filter((line) => /^(\w+\.ts|node_modules\/@venom\/)/.test(line))

    expect(ours).toEqual([])
  },
  60_000,
)

test('P01: a package holds no test, no recorded reply and no build record', async () => {
  const { stdout } = await run('find', 'node_modules/@venom', '-type', 'f')

  expect(stdout.split('\n').filter((path) => /\.test\.|__fixtures__|tsbuildinfo/.test(path))).toEqual([])
})

function write(name, content) {
  writeFileSync(join(stranger, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2))
}

/** The tarballs, and what they declare to need. All from files, so that no network is asked; native parts are left out. */
function dependencies() {
  const declared = published.flatMap(({ manifest }) =>
    Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  )
  const outside = [...declared, '@types/node', '@types/react', 'undici-types', 'csstype'].filter(
    (name) => !/^@venom\/|^node-llama-cpp$/.test(name),
  )
  return {
    ...Object.fromEntries(
      published.map(({ manifest: { name, version } }) => [
        name,
        `file:${name.slice(1).replace('/', '-')}-${version}.tgz`,
      ]),
    ),
    ...Object.fromEntries(outside.map((name) => [name, `file:${locate(name)}`])),
  }
}

function locate(name) {
  const folder = join(repository, 'node_modules', name)
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return folder
}
