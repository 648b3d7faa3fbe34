import type { ServerFacts } from '../runtime/health.js'
import { compareVersions } from './compare-versions.js'
import type { Mapping, Unsupported } from './mapping.js'

/** Whether a row of the table holds on this server, and if not, why, as the second half of a sentence. */
export type Gate =
  | { readonly open: true; readonly mapping: Mapping }
  | { readonly open: false; readonly reason: string }

/**
 * Tells whether a server honours a row: its version lies within `since` and `before`, and its engine is one of the row's. What
 * the server does not say of itself closes nothing: better a parameter that it ignores than one withheld by a guess.
 */
export function gate(row: Mapping | Unsupported, server: ServerFacts): Gate {
  if ('unsupported' in row) return closed(row.unsupported)
  const { since, before, engines } = row
  if (engines !== undefined && server.engine !== undefined && !engines.includes(server.engine)) {
    return closed(`needs the engine ${engines.join(' or ')}, and this model runs on ${server.engine}`)
  }
  if (server.version === null) return { open: true, mapping: row }
  if (since !== undefined && (compareVersions(server.version, since) ?? 0) < 0) {
    return closed(`needs ${server.kind} ${since} or later, and this is ${server.version}`)
  }
  if (before !== undefined && (compareVersions(server.version, before) ?? -1) >= 0) {
    return closed(`is honoured only before ${server.kind} ${before}, and this is ${server.version}`)
  }
  return { open: true, mapping: row }
}

function closed(reason: string): Gate {
  return { open: false, reason }
}
