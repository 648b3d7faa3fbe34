import type { ErrorCode, Health, ServerFacts, VenomError } from '@venom/core'

import { toNetworkError } from './failure.js'
import type { RequestOptions, Transport } from './transport.js'

/** Longest that a question about health may take, in milliseconds. */
const healthTimeoutMs = 2_000

/**
 * Whether a server can answer now: what it says of itself, or why it says nothing. Never throws; gives up after 2 s.
 *
 * @param ask Asks the server what it is, and throws what it failed by.
 */
export async function toHealth(
  transport: Transport,
  ask: (options: RequestOptions) => Promise<ServerFacts>,
  signal: AbortSignal | undefined,
): Promise<Health> {
  const options = { timeoutMs: healthTimeoutMs, ...(signal === undefined ? {} : { signal }) }
  try {
    return { state: 'ready', server: await ask(options) }
  } catch (thrown) {
    const error = toNetworkError(thrown, transport.url, false)
    const code = codeOf(error)
    return { state: stateOf(code), code, hint: error.message }
  }
}

/** A server of the kind finds no fault with such a question, and refuses at most whoever asks: others do not know it. */
function codeOf({ code, details }: VenomError): ErrorCode {
  const status = Number(details['status'])
  const findsFault = status >= 400 && status < 500 && status !== 403
  return findsFault && (code === 'runtime.rejected' || code === 'runtime.failed') ? 'runtime.foreign' : code
}

function stateOf(code: ErrorCode): Exclude<Health['state'], 'ready'> {
  switch (code) {
    case 'runtime.starting':
      return 'starting'
    case 'runtime.unauthorized':
    case 'runtime.rejected':
      return 'refused'
    case 'runtime.foreign':
      return 'foreign'
    default:
      return 'unreachable'
  }
}
