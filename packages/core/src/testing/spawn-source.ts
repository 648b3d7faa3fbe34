import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// Node runs TypeScript by itself, but takes an import that ends in `.js` at its word.
const hooks = `import { registerHooks } from 'node:module'
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('.') && context.parentURL?.endsWith('.ts') ? specifier.replace(/\\.js$/, '.ts') : specifier, context),
})`

/** Runs a TypeScript source in a process of its own, as tests of what several processes do to one file need it. */
export function spawnSource(source: URL, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const node = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    `data:text/javascript,${encodeURIComponent(hooks)}`,
  ]
  return spawn(process.execPath, [...node, fileURLToPath(source), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  })
}
