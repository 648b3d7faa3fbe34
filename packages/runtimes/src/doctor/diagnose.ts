import {
  type CallOptions,
  type Health,
  type ModelInfo,
  type OpenOptions,
  type RuntimeKind,
  untilAborted,
  VenomError,
} from '@venom/core'

import { shownAddress } from '../adapter/shown-address.js'
import { findRuntimes } from '../detect/find-runtimes.js'
import { identify, type Identified } from '../detect/identify.js'
import { checkAddress } from './check-address.js'
import { checkRefusal } from './check-refusal.js'
import { checkFaults, checkModels, checkStart, checkVersion } from './check-server.js'
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
 * anything. Takes 8 s at most, and mostly less than one. A bad address or key is a finding, no error.
 * @throws {VenomError} `runtime.cancelled` once `signal` aborts.
 */
export async function diagnose(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  call: CallOptions = {},
): Promise<Diagnosis> {
  try {
    const seen = await look(kinds, options, await identify(kinds, options, call), call)
    if (call.signal?.aborted === true) throw cancelled(call.signal.reason)
    return seen
  } catch (thrown) {
    if (VenomError.is(thrown, 'runtime.bad_url') || VenomError.is(thrown, 'runtime.bad_key'))
      return bad(options, thrown)
    throw thrown
  }
}

/**
 * Looks at all usual ports of this machine, and where else a kind finds a server by itself, and tells which are there. Ports where
 * nobody or something else answers are left out. No key is sent: whoever listens on a usual port would be told it. Takes 14 s at most.
 * @throws {VenomError} `runtime.cancelled` once `signal` aborts.
 */
export async function diagnoseMachine(
  kinds: readonly RuntimeKind[],
  call: CallOptions = {},
): Promise<readonly Diagnosis[]> {
  const ports = [...new Set(kinds.flatMap(({ usualPorts }) => usualPorts))]
  const usual = await identifyAll(
    kinds,
    ports.map((port) => `http://127.0.0.1:${port}`),
    call,
  )
  const known = usual.map(({ url }) => url)
  const servers = [...usual, ...(await identifyAll(kinds, await findElsewhere(kinds, known, call), call))]
  const seen = await Promise.all(servers.map(({ url, identified }) => look(kinds, { url }, identified, call)))
  if (call.signal?.aborted === true) throw cancelled(call.signal.reason)
  return seen
}

/** The addresses at which a known server is. */
async function identifyAll(kinds: readonly RuntimeKind[], urls: readonly string[], call: CallOptions) {
  const asked = await Promise.all(urls.map(async (url) => ({ url, identified: await identify(kinds, { url }, call) })))
  return asked.filter(({ identified }) => identified.kind !== null)
}

/** Where the kinds' own ways lead to, such as the environment, beside the addresses that are known. */
async function findElsewhere(
  kinds: readonly RuntimeKind[],
  except: readonly string[],
  call: CallOptions,
): Promise<readonly string[]> {
  const found = await findRuntimes(kinds, { ...call, except })
  await Promise.all(found.map((runtime) => runtime.close()))
  return [...new Set(found.flatMap(({ url }) => url ?? []))]
}

async function look(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  identified: Identified,
  call: CallOptions,
): Promise<Diagnosis> {
  const { kind, health } = identified
  const { url } = options
  if (kind === null) {
    const findings = await checkAddress(kinds, options, identified, call)
    return { url, kind: null, label: null, health, models: [], findings }
  }
  const isReady = health.state === 'ready'
  const { models, findings } = isReady ? await lookAtModels(kind, options, call) : { models: [], findings: [] }
  const server = [...checkStart(health), ...checkFaults(health), ...checkVersion(kind, health)]
  const all = [...checkRefusal(health, options), ...server, ...findings]
  return { url, kind: kind.kind, label: kind.label, health, models, findings: sorted(all) }
}

/** Longest that the models may take to be read, in milliseconds. */
const modelsTimeoutMs = 6_000

async function lookAtModels(
  kind: RuntimeKind,
  options: OpenOptions,
  call: CallOptions,
): Promise<Pick<Diagnosis, 'models' | 'findings'>> {
  const runtime = kind.open(options)
  const deadline = AbortSignal.timeout(modelsTimeoutMs)
  const signal = call.signal === undefined ? deadline : AbortSignal.any([call.signal, deadline])
  try {
    const models = await untilAborted(runtime.models({ signal }), signal)
    return { models, findings: checkModels(models) }
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown)
    const message = deadline.aborted ? `The server did not tell its models within ${modelsTimeoutMs / 1_000} s.` : said
    const mend = 'See the server’s own log.'
    return { models: [], findings: [{ code: 'models.unread', severity: 'problem', message, mend }] }
  } finally {
    await runtime.close()
  }
}

function bad({ url }: OpenOptions, { code, message }: VenomError): Diagnosis {
  const health: Health = { state: 'unreachable', code, hint: message }
  const finding: Finding =
    code === 'runtime.bad_key'
      ? { code: 'key.bad', severity: 'problem', message, mend: 'Look for spaces, line ends and quotes around it.' }
      : { code: 'address.bad', severity: 'problem', message }
  return { url: shownAddress(url), kind: null, label: null, health, models: [], findings: [finding] }
}

function cancelled(cause: unknown): VenomError {
  return new VenomError('runtime.cancelled', 'The examination was given up.', { cause })
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => worstFirst.indexOf(a.severity) - worstFirst.indexOf(b.severity))
}
