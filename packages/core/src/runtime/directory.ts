import type { Runtime } from './runtime.js'

/** The runtimes an application works with, by id. */
export interface RuntimeDirectory {
  list(): readonly Runtime[]
  get(id: string): Runtime | undefined
}

/** A fixed directory. With two runtimes of one id the first is kept, as configured ones are listed before detected ones. */
export function createDirectory(runtimes: readonly Runtime[]): RuntimeDirectory {
  const byId = new Map<string, Runtime>()
  for (const runtime of runtimes) if (!byId.has(runtime.id)) byId.set(runtime.id, runtime)
  const all = [...byId.values()]
  return { list: () => all, get: (id) => byId.get(id) }
}
