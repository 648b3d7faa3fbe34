import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'

import { VenomError } from '@venom/core'

/** The port that is taken when none is named. */
const usualPort = 7410

/**
 * Listens on the named port, or on 7410, or on any free one where that is taken, and gives the port.
 * @throws {VenomError} `server.cannot_listen`.
 */
export async function listen(server: Server, host: string, port: number | undefined): Promise<number> {
  try {
    await begin(server, host, port ?? usualPort)
  } catch (thrown) {
    const code = codeOf(thrown)
    if (port !== undefined || code !== 'EADDRINUSE') throw cannotListen(host, port ?? usualPort, code, thrown)
    await begin(server, host, 0)
  }
  const address = server.address()
  return isAddress(address) ? address.port : 0
}

async function begin(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port })
  await once(server, 'listening')
}

function cannotListen(host: string, port: number, code: string, cause: unknown): VenomError {
  const message =
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use. Choose another one with --port, or 0 for any free one.`
      : `The server cannot listen on ${host}:${port} (${code}). Choose another address with --host and --port.`
  return new VenomError('server.cannot_listen', message, { cause })
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
