import { VenomError } from '@venom/core'

import { toNetworkError } from './failure.js'
import type { Reply, RequestOptions, Transport } from './transport.js'

/**
 * Asks a server something small, whatever it answers.
 * @throws {VenomError} `runtime.cancelled` where `signal` aborted, else what `toNetworkError` makes of the network's own words.
 */
export async function ask(
  transport: Transport,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  options: RequestOptions,
  body?: string,
): Promise<Reply> {
  try {
    return await transport.request(method, path, body, options)
  } catch (thrown) {
    if (options.signal?.aborted === true)
      throw new VenomError('runtime.cancelled', 'The question was given up.', { cause: thrown })
    throw toNetworkError(thrown, transport.url, false)
  }
}
