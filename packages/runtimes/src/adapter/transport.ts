import { Agent, type ClientRequest, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { urlToHttpOptions } from 'node:url'

import { VenomError } from '@venom/core'

import { concealing } from './conceal.js'
import { type Exchanges, startExchange, type StreamControl, type StreamHandler } from './exchange.js'
import { brokenOff, closed, excerpt, tooLarge, tooSlow } from './failure.js'
import { shownAddress } from './shown-address.js'

/** Where a server is, and how to be let in. */
export interface TransportOptions {
  /** `http://host:port`, with a path in front of the API's own where a proxy wants one. */
  readonly url: string
  /** Sent as a bearer token. An empty one is none, so that a variable of the environment can be given that may be missing. */
  readonly key?: string
}

/** A small, whole reply. */
export interface Reply {
  readonly status: number
  /** All of it. A refusal has lost our key, where the server repeats it. */
  readonly text: string
  /** How it begins, for a message: at most 200 characters, without our key and without what could reach into a terminal. */
  readonly said: string
}

/** Options of a small request. */
export interface RequestOptions {
  readonly signal?: AbortSignal
  /** Until the reply is there whole, in milliseconds. Default: 5,000. */
  readonly timeoutMs?: number
}

/** The connections to one server. */
export interface Transport {
  readonly url: string
  /**
   * A small request. @throws {VenomError} `runtime.timeout`, `runtime.stream_truncated` where the reply breaks off, `runtime.foreign`
   * where it is too large, and whatever the network threw; `toNetworkError` makes it ours.
   */
  request(method: 'GET' | 'POST' | 'DELETE', path: string, body?: string, options?: RequestOptions): Promise<Reply>
  /** A text of the server without our key: what a message says may travel. */
  conceal(text: string): string
  /** Sends `body` and tells the handler what comes back, as it comes. */
  stream(path: string, body: string, handler: StreamHandler): StreamControl
  /** Ends all requests with `runtime.closed` and drops all connections. Whoever asks afterwards gets the same thrown. */
  close(): Promise<void>
}

/** Longest small reply, in bytes: a `/props` with a large chat template stays well below. */
const maxReplyBytes = 8 << 20
/** Most of a reply that a message repeats, in characters, and what is looked through for it. */
const maxSaid = 200
const maxRead = 2_000
/** Idle connections are dropped before servers do it (5 s in cpp-httplib and uvicorn), as a race would cost a request. */
const keepAliveMs = 4_000

/**
 * Opens a transport. It stands on Node's own HTTP client, which reads a stream of small events for about half of what undici's
 * parser costs, and has no timers of its own: a long prefill is no fault, and our timeouts know the phases.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one, `runtime.bad_key` when no header can carry the key.
 */
export function createTransport(options: TransportOptions): Transport {
  const base = parseBase(options.url)
  const key = options.key === '' ? undefined : options.key
  if (key !== undefined && !/^[!-~]+$/.test(key)) throw badKey()
  const isSecure = base.protocol === 'https:'
  const pool = { keepAlive: true, timeout: keepAliveMs }
  const agent = isSecure ? new SecureAgent(pool) : new Agent(pool)
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (key !== undefined) headers['authorization'] = `Bearer ${key}`
  const target = { ...urlToHttpOptions(base), agent, headers }
  const prefix = base.pathname.replace(/\/$/, '')

  const conceal = concealing(key)
  const exchanges: Exchanges = new Set()
  let isClosed = false

  function send(method: string, path: string, body: string | undefined, handler: StreamHandler): StreamControl {
    if (isClosed) throw closed()
    const open = (isFresh: boolean): ClientRequest => {
      const options = { ...target, ...(isFresh ? { agent: false } : {}), method, path: prefix + path }
      return (isSecure ? secureRequest : plainRequest)(options).end(body)
    }
    return startExchange(open, isSecure ? 'secureConnect' : 'connect', handler, exchanges)
  }

  return {
    url: options.url,
    conceal,
    async request(method, path, body, { signal, timeoutMs = 5_000 } = {}) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
      const toReason = (isConnected: boolean): unknown =>
        isConnected && stop.reason === deadline.reason ? tooSlow(options.url, timeoutMs) : stop.reason
      const ask = (handler: StreamHandler): StreamControl => send(method, path, body, handler)
      const { status, bytes } = await collect(ask, options.url, stop, toReason)
      const text = bytes.toString('utf8')
      const said = excerpt(conceal(text.slice(0, maxRead))).slice(0, maxSaid)
      return { status, text: status < 300 ? text : conceal(text), said }
    },
    stream: (path, body, handler) => send('POST', path, body, handler),
    async close() {
      isClosed = true
      for (const end of exchanges) end(closed())
      agent.destroy()
    },
  }
}

/** What the key holds is not repeated. */
function badKey(): VenomError {
  return new VenomError(
    'runtime.bad_key',
    'The key holds characters that no header can carry. Give it as it was issued.',
  )
}

function parseBase(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null
  if (base === null || !/^https?:$/.test(base.protocol)) {
    const shown = shownAddress(url).slice(0, 200)
    throw new VenomError('runtime.bad_url', `“${shown}” is no address of a server. Write it as http://host:port.`)
  }
  // What else it holds is not repeated: what an error says may travel.
  if (base.search !== '' || base.hash !== '') {
    throw new VenomError('runtime.bad_url', 'The address holds a “?” or a “#”. Leave it out, and all behind it.')
  }
  if (base.username !== '' || base.password !== '') {
    throw new VenomError('runtime.bad_url', 'The address holds a login. Leave it out, and give the key as an option.')
  }
  return base
}

/** A whole reply as it came. */
interface Collected extends Pick<Reply, 'status'> {
  readonly bytes: Buffer
}

/** Gathers a whole reply. `toReason` says why it was given up once `signal` aborts: the server may have taken the connection by then. */
function collect(
  send: (handler: StreamHandler) => StreamControl,
  server: string,
  signal: AbortSignal,
  toReason: (isConnected: boolean) => unknown,
): Promise<Collected> {
  const { promise, resolve, reject } = Promise.withResolvers<Collected>()
  const chunks: Uint8Array[] = []
  let size = 0
  let status = 0
  let isConnected = false
  const control = send({
    onSent: () => undefined,
    onConnecting: () => undefined,
    onConnected() {
      isConnected = true
    },
    onHeaders(answered) {
      status = answered
    },
    onData(bytes) {
      size += bytes.length
      chunks.push(bytes)
      if (size > maxReplyBytes) giveUp(tooLarge(server, maxReplyBytes))
    },
    onEnd() {
      signal.removeEventListener('abort', onAbort)
      resolve({ status, bytes: Buffer.concat(chunks) })
    },
    onError: (error) => giveUp(status === 0 || VenomError.is(error) ? error : brokenOff(server, error)),
  })

  function giveUp(error: unknown): void {
    signal.removeEventListener('abort', onAbort)
    control.abort()
    reject(error)
  }

  function onAbort(): void {
    giveUp(toReason(isConnected))
  }

  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  return promise
}
