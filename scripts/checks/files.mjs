// Which files a check looks at. `root` is the repository, or a small sample of one.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const generated = /(^|\/)(node_modules|dist|reports|coverage|__pycache__|\.[a-z]*build|\.git)\//

/** Paths under `root` that match, relative, sorted, without what tools make and without the samples of other checks. */
export function list(root, ...patterns) {
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !generated.test(`${path}/`) && !path.includes('bad-samples/'))
    .sort()
}

/** Sources of packages and examples, tests left out. */
export function sources(root) {
  return list(root, 'packages/*/src/**/*.{ts,tsx}', 'examples/*/src/**/*.{ts,tsx}').filter((path) => !isTest(path))
}

/** Test files of the whole repository. */
export function tests(root) {
  return list(root, '{packages,examples}/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts')
}

function isTest(path) {
  return /\.(test|stories|fixture)\.tsx?$/.test(path)
}

export function read(root, path) {
  return readFileSync(join(root, path), 'utf8')
}

export function readJson(root, path) {
  return JSON.parse(read(root, path))
}

/** The packages that are published: every folder of packages/ with a manifest. */
export function packages(root) {
  return list(root, 'packages/*/package.json').map((path) => ({
    folder: path.replace('/package.json', ''),
    manifest: readJson(root, path),
  }))
}

export function exists(root, path) {
  return existsSync(join(root, path))
}
