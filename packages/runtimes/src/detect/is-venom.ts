import type { CallOptions, OpenOptions } from '@venom/core'
import * as z from 'zod/mini'

import { tryParse } from '../adapter/read-json.js'
import { createTransport } from '../adapter/transport.js'
import { runtimesContract } from '../http/contract.js'
import { metricsReading } from '../http/schemas.js'

/** What a server of ours tells without asking another one, or, to whoever shows no token, refuses in its own words. */
const { path } = runtimesContract.metrics
const reading = z.union([metricsReading, z.object({ code: z.literal('request.unauthorized') })])

/** Longest that the question may take, in milliseconds. */
const timeoutMs = 2_000

/**
 * Whether a server of ours stands at an address: it speaks to servers for models, and is none. Takes up to 2 s; where nobody answers
 * in time, or an abort ends the question, it is none.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one, `runtime.bad_key` when no header can carry the key.
 */
export async function isVenom({ url, key }: OpenOptions, { signal }: CallOptions = {}): Promise<boolean> {
  const transport = createTransport({ url, ...(key === undefined ? {} : { key }) })
  try {
    const call = { timeoutMs, ...(signal === undefined ? {} : { signal }) }
    const said = tryParse((await transport.request('GET', path, undefined, call)).text)
    return reading.safeParse(said).success
  } catch {
    return false
  } finally {
    await transport.close()
  }
}
