// Imports point down. DESIGN of the packages: react → core and browser-safe entries; runtimes → core; core → nothing of ours.
import { packages, readJson, sources } from './files.mjs'
import { imports } from './syntax.mjs'

const browserSafe = /^@venom\/[a-z-]+\/(contract|client)$/
const mayImport = {
  core: () => false,
  runtimes: (name) => name === '@venom/core',
  'fit-params': (name) => name === '@venom/core',
  academy: (name) => name === '@venom/core',
  react: (name, specifier) => name === '@venom/core' || browserSafe.test(specifier),
}

// What core may use from outside, and where: everything heavier stands behind a subpath.
const outside = [
  { name: /^(zod|eventsource-parser)(\/|$)/, where: /./ },
  { name: /^(hono|@hono\/)/, where: /^packages\/core\/src\/(hono|testing)|\/http\.ts$/ },
  {
    name: /^kysely(\/|$)/,
    where: /^packages\/core\/src\/(storage|testing|sql|postgres)|\/(sql-storage|migrations\/[^/]+)\.ts$/,
  },
]

export const check = {
  name: 'package-arrows',
  says: 'imports between packages point down, and examples use published entries only',
  find(root) {
    const entries = publishedEntries(root)
    return sources(root).flatMap((path) =>
      imports(root, path).flatMap((specifier) => {
        const problem = judge(path, specifier, entries)
        return problem === undefined ? [] : [`${path}: ${specifier} ${problem}`]
      }),
    )
  },
}

function judge(path, specifier, entries) {
  const [kind, folder] = path.split('/')
  if (specifier.startsWith('.')) return leavesPackage(path, specifier) ? 'leaves its package' : undefined
  if (specifier.startsWith('@venom/')) {
    if (!entries.has(specifier)) return 'is no published entry'
    const name = specifier.split('/').slice(0, 2).join('/')
    if (kind === 'examples' || mayImport[folder]?.(name, specifier)) return undefined
    return `is not below ${folder}`
  }
  if (folder !== 'core' || kind !== 'packages' || specifier.startsWith('node:')) return undefined
  const known = outside.find((rule) => rule.name.test(specifier))
  if (known === undefined) return 'is no dependency that core may have'
  return known.where.test(path) ? undefined : 'belongs behind a subpath of core'
}

function publishedEntries(root) {
  return new Set(
    packages(root).flatMap(({ folder }) => {
      const { name, exports } = readJson(root, `${folder}/package.json`)
      return Object.keys(exports).map((key) => name + key.slice(1))
    }),
  )
}

function leavesPackage(path, specifier) {
  const depth = path.split('/').length - 3
  return specifier.split('/').filter((part) => part === '..').length >= depth
}
