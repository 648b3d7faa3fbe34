import {
  type CallOptions,
  type Health,
  type ModelInfo,
  type OpenOptions,
  type RuntimeKind,
  VenomError,
} from '@venom/core'

import { identify } from '../detect/identify.js'
import { checkAddress } from './check-address.js'
import { checkHealth, checkModels, checkVersion } from './check-server.js'
import type { Finding } from './finding.js'

/** What is at one address, and what is wrong with it. It travels as JSON, hence snake_case where it has words. */
export interface Diagnosis {
  readonly url: string
  /** The adapter that knows it; null where none does. */
  readonly kind: string | null
  /** For people; null where nothing is known. */
  readonly label: string | null
  readonly health: Health
  readonly models: readonly ModelInfo[]
  /** Worst first; empty where all is well. */
  readonly findings: readonly Finding[]
}

const worstFirst: readonly Finding['severity'][] = ['problem', 'advice', 'note']

/**
 * Looks at one address: what is there, which version, what it can do, and what is misconfigured. Sends nothing that changes or loads
 * anything. Takes a few seconds at most. A bad address is a finding, no error.
 * @throws {VenomError} `runtime.cancelled` once `signal` aborts.
 */
export async function diagnose(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  call: CallOptions = {},
): Promise<Diagnosis> {
  try {
    const seen = await look(kinds, options, call)
    if (call.signal?.aborted === true) throw cancelled(call.signal.reason)
    return { ...seen, findings: sorted(seen.findings) }
  } catch (thrown) {
    if (VenomError.is(thrown, 'runtime.bad_url')) return bad(options.url, thrown)
    throw thrown
  }
}

/**
 * Looks at all usual ports of this machine and tells which servers are there. Ports where nobody or something else answers are left
 * out. @throws {VenomError} `runtime.cancelled` once `signal` aborts.
 */
export async function diagnoseMachine(
  kinds: readonly RuntimeKind[],
  call: CallOptions = {},
): Promise<readonly Diagnosis[]> {
  const ports = [...new Set(kinds.flatMap(({ usualPorts }) => usualPorts))]
  const seen = await Promise.all(
    ports.map(async (port) => {
      const url = `http://127.0.0.1:${port}`
      const { kind } = await identify(kinds, { url }, call)
      return kind === null ? [] : [await diagnose(kinds, { url }, call)]
    }),
  )
  if (call.signal?.aborted === true) throw cancelled(call.signal.reason)
  return seen.flat()
}

async function look(kinds: readonly RuntimeKind[], options: OpenOptions, call: CallOptions): Promise<Diagnosis> {
  const identified = await identify(kinds, options, call)
  const { kind, health } = identified
  const { url } = options
  if (kind === null) {
    const findings = await checkAddress(kinds, options, identified, call)
    return { url, kind: null, label: null, health, models: [], findings }
  }
  const known = { url, kind: kind.kind, label: kind.label, health }
  const findings = [...checkHealth(health, options.key !== undefined), ...checkVersion(kind, health)]
  if (health.state !== 'ready') return { ...known, models: [], findings }
  const { models, problem } = await readModels(kind, options, call)
  return { ...known, models, findings: [...findings, ...(problem === null ? checkModels(models) : [problem])] }
}

async function readModels(
  kind: RuntimeKind,
  options: OpenOptions,
  call: CallOptions,
): Promise<{ readonly models: readonly ModelInfo[]; readonly problem: Finding | null }> {
  const runtime = kind.open(options)
  try {
    return { models: await runtime.models(call), problem: null }
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    const mend = 'See the server’s own log.'
    return { models: [], problem: { code: 'models.unread', severity: 'problem', message, mend } }
  } finally {
    await runtime.close()
  }
}

function bad(url: string, { message }: VenomError): Diagnosis {
  const health: Health = { state: 'unreachable', code: 'runtime.bad_url', hint: message }
  const mend = 'Write it as http://host:port.'
  const findings: readonly Finding[] = [{ code: 'address.bad', severity: 'problem', message, mend }]
  return { url, kind: null, label: null, health, models: [], findings }
}

function cancelled(cause: unknown): VenomError {
  return new VenomError('runtime.cancelled', 'The examination was given up.', { cause })
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => worstFirst.indexOf(a.severity) - worstFirst.indexOf(b.severity))
}
