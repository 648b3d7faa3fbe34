// After `npm install`: adds the packages of other platforms that the registry did not offer to package-lock.json.
// A mirror may lack them; npm then leaves them out, and `npm ci` refuses the file. Nothing is fetched for another platform.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const lock = JSON.parse(readFileSync(path, 'utf8'))
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = {
  ...{
    arm: 'arm',
    armv7: 'arm',
    armv7l: 'arm',
    arm64: 'arm64',
    ia32: 'ia32',
    loong64: 'loong64',
    mips64el: 'mips64el',
  },
  ...{ ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', x64: 'x64', wasm32: 'wasm32' },
}

let added = 0
for (const [owner, entry] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name)
    if (platform === undefined || !/^\d/.test(version) || find(owner, name)?.version === version) continue
    const { cpu, libc, os } = platform
    lock.packages[placeFor(owner, name)] = { version, cpu, dev: entry.dev, libc, optional: true, os, peer: entry.peer }
    added += 1
  }
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} packages of other platforms added`)

/** What `owner` gets when it asks for `name`: the nearest one above it. */
function find(owner, name) {
  const place = folders(owner).find((folder) => lock.packages[folder + name] !== undefined)
  return place === undefined ? undefined : lock.packages[place + name]
}

/** At the top where that is free, as npm does it, else beside the owner. */
function placeFor(owner, name) {
  return find(owner, name) === undefined ? `node_modules/${name}` : folders(owner)[1] + name
}

/** The folders that a package searches, its own first: `a/node_modules/b/node_modules/`, `a/node_modules/`, … */
function folders(owner) {
  const parts = `${owner}/node_modules/`.split(/(?<=node_modules\/)/)
  return parts.map((_, index) => parts.slice(0, parts.length - index).join(''))
}

/** `…-linux-arm64-musl` → its os, cpu and libc; undefined when the name says none. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = words.find((word) => systems.includes(word))
  const cpu = processors[words.find((word) => Object.hasOwn(processors, word))]
  if (os === undefined && cpu !== 'wasm32') return undefined
  const libc = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }[words.at(-1)]
  return {
    cpu: cpu && [cpu],
    libc: os === 'linux' && libc ? [libc] : undefined,
    os: os && [os],
  }
}
