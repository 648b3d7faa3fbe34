// What a browser loads must reach no Node module and nothing heavy. Walks the built files, as a bundler would.
import { isBuiltin } from 'node:module'
import { posix } from 'node:path'

import { exists, packages } from './files.mjs'
import { imports } from './syntax.mjs'

const isForBrowsers = (name, entry) =>
  name === '@venom/react' ? !/\.(css|json)$/.test(entry) : ['.', './contract', './client'].includes(entry)
const light = /^(zod|eventsource-parser|react|react-dom|@radix-ui\/react-(slider|select)|marked)(\/|$)/

export const check = {
  name: 'clean-roots',
  says: 'root, ./contract and ./client of every package and all of react run in a browser',
  find(root) {
    const all = packages(root)
    return all.flatMap(({ folder, manifest }) =>
      Object.keys(manifest.exports)
        .filter((entry) => isForBrowsers(manifest.name, entry))
        .flatMap((entry) => walk(root, all, posix.join(folder, manifest.exports[entry].default), [])),
    )
  },
}

/** Problems of everything that `path` reaches. `trail` is how it was reached. */
function walk(root, all, path, trail, seen = new Set()) {
  if (seen.has(path)) return []
  seen.add(path)
  const here = [...trail, path]
  if (!exists(root, path)) return [`${here.join(' → ')} is not built: run npm run build`]
  return imports(root, path).flatMap((specifier) => {
    if (specifier.startsWith('.')) return walk(root, all, posix.join(posix.dirname(path), specifier), here, seen)
    const ours = all.find(({ manifest }) => specifier === manifest.name || specifier.startsWith(`${manifest.name}/`))
    if (ours !== undefined) {
      const target = ours.manifest.exports[`.${specifier.slice(ours.manifest.name.length)}`]?.default
      if (target === undefined) return [`${here.join(' → ')} → ${specifier} is no entry`]
      return walk(root, all, posix.join(ours.folder, target), here, seen)
    }
    if (light.test(specifier) && !isBuiltin(specifier)) return []
    return [`${here.join(' → ')} → ${specifier}`]
  })
}
