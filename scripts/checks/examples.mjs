// Examples are what strangers copy: each package has one, each is run by a test, and none hides that it failed.
import { packages, read, sources, tests } from './files.mjs'
import { imports } from './syntax.mjs'

const hides = [
  /\bcatch\s*(\(\w+\))?\s*\{\s*\}/,
  /\.catch\(\(\)\s*=>\s*(\{\s*\}|undefined)\)/,
  /process\.exit\(0?\)/,
  /exitCode = 0/,
]

export const check = {
  name: 'examples',
  says: 'every package has an example, every example is run by a test and exits non-zero when it fails',
  find(root) {
    const programs = sources(root).filter((path) => path.startsWith('examples/'))
    const imported = programs.flatMap((path) => imports(root, path))
    const proofs = tests(root)
      .map((path) => read(root, path))
      .join('\n')
    const steps = programs.filter((path) => path.startsWith('examples/first-steps/'))
    return [
      ...packages(root)
        .filter(
          ({ manifest }) => !imported.some((name) => name === manifest.name || name.startsWith(`${manifest.name}/`)),
        )
        .map(({ manifest }) => `${manifest.name} is used by no example`),
      ...steps
        .filter((path) => {
          const name = path
            .split('/')
            .at(-1)
            .replace(/\.tsx?$/, '')
          return !proofs.includes(`'${name}'`) && !proofs.includes(`/${name}.js'`)
        })
        .map((path) => `${path} is run by no test`),
      ...steps
        .filter((path) => hides.some((pattern) => pattern.test(read(root, path))))
        .map((path) => `${path} hides a failure`),
    ]
  },
}
