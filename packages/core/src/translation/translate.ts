import { VenomError } from '../errors/venom-error.js'
import { clamp } from '../parameters/clip-range.js'
import type { Json, ParameterValue, Values } from '../parameters/value.js'
import type { ServerFacts } from '../runtime/health.js'
import { gate } from './gate.js'
import type { Mapping, MappingTable, Unsupported } from './mapping.js'
import type { TranslationEntry, TranslationReport } from './report.js'
import { type WirePart, wireObject } from './wire-object.js'

/** What goes into the request, and what became of every parameter on the way. */
export interface Translation {
  readonly wire: Readonly<Record<string, Json>>
  readonly report: TranslationReport
}

/** Options of a translation. */
export interface TranslateOptions {
  /** Throw instead of dropping or clamping. Default: false. */
  readonly strict?: boolean
}

/**
 * Says values in a server's own words. Every one of them is reported exactly once, in their order: sent, clamped where the
 * server would do it without a word, or dropped with the reason. A value outside bounds that the server itself refuses is sent, so
 * that the refusal is heard.
 *
 * @throws {VenomError} `runtime.unsupported_parameters` in strict mode, naming all that would be dropped or clamped;
 *   `schema.invalid` when two rows of the table claim the same place in the request.
 */
export function translate(
  table: MappingTable,
  server: ServerFacts,
  values: Values,
  options: TranslateOptions = {},
): Translation {
  const said = Object.entries(values).map(([name, value]) => {
    const row = Object.hasOwn(table, name) ? table[name] : undefined
    return sayOne(name, value, row, server)
  })
  const entries = said.map(({ entry }) => entry)
  if (options.strict === true) refuseChanges(entries)
  return {
    wire: wireObject(said.flatMap(({ part }) => (part === undefined ? [] : [part]))),
    report: { server, entries },
  }
}

interface Said {
  readonly entry: TranslationEntry
  readonly part?: WirePart
}

function sayOne(
  name: string,
  value: ParameterValue,
  row: Mapping | Unsupported | undefined,
  server: ServerFacts,
): Said {
  if (row === undefined) return dropped(name, value, `\`${name}\` is unknown to ${server.kind}.`)
  const state = gate(row, server)
  if (!state.open) return dropped(name, value, `\`${name}\` ${state.reason}.`)
  const { mapping } = state
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return dropped(name, String(value), `\`${name}\` is ${value}, which JSON cannot say.`)
  }
  const sendable = mapping.clamps === true ? intoBounds(value, mapping) : value
  const sent = mapping.encode === undefined ? sendable : mapping.encode(sendable)
  const part: WirePart = [mapping.wire, sent]
  if (sendable === value) {
    return { part, entry: { name, wire_name: mapping.wire, requested: value, sent, action: 'sent' } }
  }
  const reason = `${server.kind} moves \`${name}\` ${String(value)} to ${String(sendable)}, its bound.`
  return { part, entry: { name, wire_name: mapping.wire, requested: value, sent, action: 'clamped', reason } }
}

function dropped(name: string, requested: ParameterValue, reason: string): Said {
  return { entry: { name, wire_name: null, requested, sent: null, action: 'dropped', reason } }
}

function intoBounds(value: ParameterValue, { min, max }: Mapping): ParameterValue {
  return typeof value === 'number' ? clamp(value, min ?? -Infinity, max ?? Infinity) : value
}

function refuseChanges(entries: readonly TranslationEntry[]): void {
  const changed = entries.flatMap(({ name, action, reason }) =>
    action === 'dropped' || action === 'clamped' ? [{ name, action, reason: reason ?? '' }] : [],
  )
  if (changed.length === 0) return
  const reasons = changed.map(({ reason }) => reason).join(' ')
  throw new VenomError(
    'runtime.unsupported_parameters',
    `Nothing was sent: ${reasons} Leave these parameters out, or call without strict.`,
    { details: { parameters: changed } },
  )
}
