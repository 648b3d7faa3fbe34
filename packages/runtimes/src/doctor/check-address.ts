import type { CallOptions, OpenOptions, RuntimeKind } from '@venom/core'

import { identify, type Identified } from '../detect/identify.js'
import type { Finding } from './finding.js'

/** Looks why nobody at an address is known: a path too much, another port, another server, or nobody at all. */
export async function checkAddress(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  { health }: Identified,
  call: CallOptions,
): Promise<readonly Finding[]> {
  if (health.state === 'ready') return []
  const url = new URL(options.url)
  const elsewhere = (await Promise.all([checkPath(kinds, options, url, call), checkPorts(kinds, url, call)])).flat()
  if (elsewhere.length > 0) return elsewhere
  return [health.state === 'foreign' ? foreign(kinds, health.hint) : absent(health.hint)]
}

function foreign(kinds: readonly RuntimeKind[], message: string): Finding {
  const labels = kinds.map(({ label }) => label).join(', ')
  return { code: 'server.foreign', severity: 'problem', message, mend: `Give the address of one of these: ${labels}.` }
}

function absent(message: string): Finding {
  const mend = 'Start the server, or correct the address.'
  return { code: 'server.absent', severity: 'problem', message, mend }
}

async function checkPath(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  { origin, pathname }: URL,
  call: CallOptions,
): Promise<readonly Finding[]> {
  if (pathname === '/') return []
  const { kind } = await identify(kinds, { ...options, url: origin }, call)
  if (kind === null) return []
  const message = `The address ends in ${pathname}, but the ${kind.label} is at ${origin}.`
  return [{ code: 'address.path', severity: 'problem', message, mend: `Leave the path out: ${origin}` }]
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
    message: `No known server is at this address, but a ${label} is at ${url}.`,
    mend: `Use that address: ${url}`,
  }))
}
