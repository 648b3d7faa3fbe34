// What a stranger gets: the packed packages, installed into a project of their own, imported and type-checked there.
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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

test('P01: a package holds no test, no story, no recorded reply and no build record', async () => {
  const { stdout } = await run('find', 'node_modules/@venom', '-type', 'f')

  expect(stdout.split('\n').filter((path) => /\.(test|stories|fixture)\.|__fixtures__|tsbuildinfo/.test(path))).toEqual(
    [],
  )
})

function write(name, content) {
  writeFileSync(join(stranger, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2))
}

/** The tarballs, and all that they need. From files, so that no network is asked; native parts are left out. */
function dependencies() {
  const outside = new Map()
  for (const { folder, manifest } of published) {
    gather({ ...manifest.dependencies, ...manifest.peerDependencies }, join(repository, folder), outside)
  }
  gather({ '@types/node': '', '@types/react': '', '@types/react-dom': '' }, repository, outside)
  return {
    ...Object.fromEntries(
      published.map(({ manifest: { name, version } }) => [
        name,
        `file:${name.slice(1).replace('/', '-')}-${version}.tgz`,
      ]),
    ),
    ...Object.fromEntries([...outside].map(([name, folder]) => [name, `file:${folder}`])),
  }
}

/** Adds the folders of these packages, as one in `from` would find them, and of what they need in turn. */
function gather(needed, from, found) {
  for (const name of Object.keys(needed)) {
    if (found.has(name) || /^@venom\/|^node-llama-cpp$/.test(name)) continue
    const folder = locate(name, from)
    if (folder === undefined) continue
    found.set(name, folder)
    gather(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies ?? {}, folder, found)
  }
}

function locate(name, from) {
  for (let folder = from; folder.startsWith(repository.replace(/\/$/, '')); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(candidate)) return candidate
  }
  return undefined
}
