import { type Client, type ClientOptions, createClient } from '@venom/core'

import { runtimesContract } from './contract.js'

/** Typed calls of this package's HTTP interface. */
export type RuntimesClient = Client<typeof runtimesContract>

/** Makes a client. Nothing is sent before the first call. Its calls throw as those of `createClient`. */
export function createRuntimesClient(options: ClientOptions): RuntimesClient {
  return createClient(runtimesContract, options)
}
