import type { CallOptions } from '../runtime/call-options.js'
import { throwIfCancelled } from '../runtime/cancelled.js'
import { type ClientOptions, encodeRequest, send } from './client-request.js'
import type { Client, Contract, Endpoint, Sequenced, StreamCallOptions } from './endpoint.js'
import { readEvents } from './event-stream.js'
import { readReply } from './reply.js'

/**
 * Makes typed calls of a contract, one an endpoint. Replies and events are read through the contract's schemas.
 *
 * A call is refused with the server's own error, with `http.unreachable`, with `http.bad_reply` when something else answers
 * at the address, or with `runtime.cancelled` when its signal aborts. A stream asks for nothing before its first `next()`,
 * and leaving its loop closes the request. One that breaks off is asked for again where it can be: see `readEvents`.
 */
export function createClient<C extends Contract>(contract: C, options: ClientOptions): Client<C>
// The overload ties each name to its types, which TypeScript cannot follow through `Object.entries`.
export function createClient(contract: Contract, options: ClientOptions): Readonly<Record<string, Call>> {
  return Object.fromEntries(
    Object.entries(contract).map(([name, endpoint]) => [
      name,
      endpoint.stream ? stream(endpoint, options) : call(endpoint, options),
    ]),
  )
}

type Call = (input: unknown, options?: StreamCallOptions) => Promise<unknown> | AsyncIterable<Sequenced<unknown>>

function call(endpoint: Endpoint, client: ClientOptions): Call {
  return async (input, { signal }: CallOptions = {}) => {
    const request = encodeRequest(endpoint, input, client)
    try {
      return await readReply(endpoint, request, await send(request, client, signal))
    } catch (thrown) {
      throwIfCancelled(signal)
      throw thrown
    }
  }
}

function stream(endpoint: Endpoint, client: ClientOptions): Call {
  return (input, options = {}) => ({
    [Symbol.asyncIterator]() {
      const leave = new AbortController()
      const signal = options.signal === undefined ? leave.signal : AbortSignal.any([options.signal, leave.signal])
      const events = readEvents(endpoint, input, { client, signal, after: options.after ?? 0 })
      return {
        next: () => events.next(),
        // The abort comes first: a generator that waits for the next event would see its `return` only after it.
        return() {
          leave.abort()
          return events.return(undefined)
        },
      }
    },
  })
}
