import type { ClientOptions } from '../contract/client-request.js'
import { createClient } from '../contract/create-client.js'
import type { Client } from '../contract/endpoint.js'
import { tuningContract } from './contract.js'

/** Typed calls of tuning, one an endpoint. They throw the server's own errors. */
export type TuningClient = Client<typeof tuningContract>

/** Makes a client of tuning. Runs in a browser. */
export function createTuningClient(options: ClientOptions): TuningClient {
  return createClient(tuningContract, options)
}
