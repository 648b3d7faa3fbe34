import type { CallOptions, OpenOptions, RuntimeKind } from '@venom/core'

import { identify, type Identified } from '../detect/identify.js'
import { isVenom } from '../detect/is-venom.js'
import { checkRefusal } from './check-refusal.js'
import type { Finding } from './finding.js'

/**
 * Looks why nobody at an address is known: a path too much, a server of ours, a door that is shut, a certificate that is no good, a
 * fault, another scheme, another port, another server, or nobody at all. Tells one of these: the first that is so.
 */
export async function checkAddress(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  { health }: Identified,
  call: CallOptions,
): Promise<readonly Finding[]> {
  if (health.state === 'ready') return []
  const url = new URL(options.url)
  const path = await checkPath(kinds, options, url, call)
  if (path.length > 0) return path
  const isAnswered = health.state === 'foreign' || health.state === 'refused'
  if (isAnswered && (await isVenom({ ...options, url: url.origin }, call))) return [venom(kinds)]
  if (health.state === 'refused') return checkRefusal(health, options)
  if (health.code === 'runtime.untrusted') return [untrusted(health.hint)]
  if (health.state === 'unreachable' && health.code !== 'runtime.unreachable') return [failed(health.hint)]
  const elsewhere = await Promise.all([checkScheme(kinds, url, call), checkPorts(kinds, url, call)])
  const found = elsewhere.find((findings) => findings.length > 0)
  return found ?? [health.state === 'foreign' ? foreign(kinds) : { ...absent, message: health.hint }]
}

/** The message says what to do. */
function untrusted(message: string): Finding {
  return { code: 'address.certificate', severity: 'problem', message }
}

/** Something answers there, so that it need not be started. */
function failed(message: string): Finding {
  return { code: 'server.failed', severity: 'problem', message, mend: 'The server’s own log may say more.' }
}

function venom(kinds: readonly RuntimeKind[]): Finding {
  const message = 'What answers is a server of Venom, which itself asks servers for models.'
  const mend = `Open it in a browser, or give the address of a server that it asks: ${labelsOf(kinds)}.`
  return { code: 'server.venom', severity: 'problem', message, mend }
}

function foreign(kinds: readonly RuntimeKind[]): Finding {
  const message = `Something answers, but it is none of these: ${labelsOf(kinds)}.`
  return { code: 'server.foreign', severity: 'problem', message, mend: 'Correct the address.' }
}

function labelsOf(kinds: readonly RuntimeKind[]): string {
  return kinds.map(({ label }) => label).join(', ')
}

/** The message says what to do. */
const absent: Omit<Finding, 'message'> = { code: 'server.absent', severity: 'problem' }

async function checkPath(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  { origin, pathname }: URL,
  call: CallOptions,
): Promise<readonly Finding[]> {
  if (pathname === '/') return []
  const { kind } = await identify(kinds, { ...options, url: origin }, call)
  if (kind === null) return []
  const message = `The address ends in ${pathname}, but the server, ${kind.label}, answers without it.`
  return [{ code: 'address.path', severity: 'problem', message, mend: `Leave the path out: ${origin}` }]
}

/** The key stays away from the other scheme: it may have been given to be sent by HTTPS alone. */
async function checkScheme(
  kinds: readonly RuntimeKind[],
  { protocol, host }: URL,
  call: CallOptions,
): Promise<readonly Finding[]> {
  const [said, other] = protocol === 'https:' ? ['https', 'http'] : ['http', 'https']
  const url = `${other}://${host}`
  const { kind, health } = await identify(kinds, { url }, call)
  // A certificate that is not trusted shows who speaks HTTPS there, too.
  if (kind === null && health.state !== 'ready' && health.code !== 'runtime.untrusted') return []
  const server = kind === null ? 'what answers' : `the server, ${kind.label},`
  const message = `The address begins with ${said}, but ${server} speaks ${other}.`
  return [{ code: 'address.scheme', severity: 'problem', message, mend: `Use this address: ${url}` }]
}

/** The key stays away from these servers: it was given for another one. */
async function checkPorts(
  kinds: readonly RuntimeKind[],
  { protocol, hostname, port }: URL,
  call: CallOptions,
): Promise<readonly Finding[]> {
  const ports = [...new Set(kinds.flatMap(({ usualPorts }) => usualPorts))].filter((usual) => String(usual) !== port)
  const found = await Promise.all(
    ports.map(async (usual) => {
      const url = `${protocol}//${hostname}:${usual}`
      const { kind } = await identify(kinds, { url }, call)
      return kind === null ? [] : [{ url, label: kind.label }]
    }),
  )
  return found.flat().map(({ url, label }) => ({
    code: 'address.port',
    severity: 'problem',
    message: `No known server is at this port, but one is at another: ${label}.`,
    mend: `Use this address: ${url}`,
  }))
}
