import { ask } from '../adapter/ask.js'
import { withAside } from '../adapter/with-aside.js'
import type { Reply, RequestOptions, Transport } from '../adapter/transport.js'
import { loadPath } from './wire.js'

/** What the routes say that tell of a server. */
export interface Routes {
  readonly version: Reply
  readonly list: Reply
  readonly alive: Reply
  /** Status 0 where it says nothing, as for `adapters`. */
  readonly metrics: Reply
  readonly adapters: Reply
}

const nothing: Reply = { status: 0, text: '', said: '' }

/** Asks them all at once. @throws {VenomError} what `ask` throws, of the first three. */
export async function askRoutes(transport: Transport, options: RequestOptions): Promise<Routes> {
  const get = (path: string, call: RequestOptions): Promise<Reply> => ask(transport, 'GET', path, call)
  const silent = (): Reply => nothing
  const [[version, list, alive], asides] = await withAside(
    options,
    (call) => Promise.all([get('/version', call), get('/v1/models', call), get('/health', call)]),
    (call) => Promise.all([get('/metrics', call).catch(silent), get(loadPath, call).catch(silent)]),
  )
  const [metrics, adapters] = asides ?? [nothing, nothing]
  return { version, list, alive, metrics, adapters }
}
