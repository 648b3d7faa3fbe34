import { Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import type { Socket } from 'node:net'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { urlToHttpOptions } from 'node:url'

import { VenomError } from '@venom/core'

import { closed } from './failure.js'

/** Where a server is, and how to be let in. */
export interface TransportOptions {
  /** `http://host:port`, with a path in front of the API's own where a proxy wants one. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly key?: string
}

/** What happens to a request, in order. After `onEnd` or `onError` nothing more comes. */
export interface StreamHandler {
  /**
   * The request left for the kernel, or waits for the connection that is being made. What sending does not need is best done here:
   * until the server answers it costs no time.
   */
  onSent(): void
  /** A connection is being made. Twice where the first one was a kept one that turned out to be closed. */
  onConnecting(): void
  /** The connection stands. */
  onConnected(): void
  onHeaders(status: number, contentType: string): void
  onData(bytes: Uint8Array): void
  onEnd(): void
  onError(error: Error): void
}

/** The handle of a running request. All three can be called at any time, also before the connection stands. */
export interface StreamControl {
  pause(): void
  resume(): void
  /** Closes the socket. The handler hears nothing more. */
  abort(): void
}

/** A small, whole reply. */
export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly text: string
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
  /** A small request. @throws whatever the network threw; `toNetworkError` makes it ours. */
  request(method: 'GET' | 'POST' | 'DELETE', path: string, body?: string, options?: RequestOptions): Promise<Reply>
  /** Sends `body` and tells the handler what comes back, as it comes. */
  stream(path: string, body: string, handler: StreamHandler): StreamControl
  /** Drops all connections. Whoever asks afterwards gets `runtime.closed` thrown. */
  close(): Promise<void>
}

/** Longest small reply, in bytes: a `/props` with a large chat template stays well below. */
const maxReplyBytes = 8 << 20
/** Idle connections are dropped before servers do it (5 s in cpp-httplib and uvicorn), as a race would cost a request. */
const keepAliveMs = 4_000

/**
 * Opens a transport. It stands on Node's own HTTP client, which reads a stream of small events for about half of what undici's
 * parser costs, and has no timers of its own: a long prefill is no fault, and our timeouts know the phases.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one.
 */
export function createTransport(options: TransportOptions): Transport {
  const base = parseBase(options.url)
  if (options.key !== undefined && !/^[!-~]+$/.test(options.key)) {
    throw new VenomError(
      'runtime.bad_url',
      'The key holds characters that no header can carry. Give it as it was issued.',
    )
  }
  const isSecure = base.protocol === 'https:'
  const pool = { keepAlive: true, timeout: keepAliveMs }
  const agent = isSecure ? new SecureAgent(pool) : new Agent(pool)
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (options.key !== undefined) headers['authorization'] = `Bearer ${options.key}`
  const target = { ...urlToHttpOptions(base), agent, headers }
  const prefix = base.pathname.replace(/\/$/, '')

  let isClosed = false

  function send(method: string, path: string, body: string | undefined, handler: StreamHandler): StreamControl {
    if (isClosed) throw closed()
    const open = (isFresh: boolean): ClientRequest => {
      const options = { ...target, ...(isFresh ? { agent: false } : {}), method, path: prefix + path }
      return (isSecure ? secureRequest : plainRequest)(options).end(body)
    }
    return listen(open, isSecure ? 'secureConnect' : 'connect', handler)
  }

  return {
    url: options.url,
    async request(method, path, body, { signal, timeoutMs = 5_000 } = {}) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
      return collect((handler) => send(method, path, body, handler), stop)
    },
    stream: (path, body, handler) => send('POST', path, body, handler),
    async close() {
      isClosed = true
      agent.destroy()
    },
  }
}

function parseBase(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null
  if (base === null || !/^https?:$/.test(base.protocol) || base.search !== '' || base.hash !== '') {
    throw new VenomError(
      'runtime.bad_url',
      `“${url.slice(0, 200)}” is no address of a server. Write it as http://host:port.`,
    )
  }
  if (base.username !== '' || base.password !== '') {
    // Not repeated here: what an error says may travel.
    throw new VenomError('runtime.bad_url', 'The address holds a login. Leave it out, and give the key as an option.')
  }
  return base
}

/**
 * Tells what happens to a request. `open` sends it, over a connection of its own where `isFresh`: a kept connection may have been
 * closed by the server just now, and then the request is sent once more, as nobody has read it.
 * @see https://nodejs.org/docs/latest-v24.x/api/http.html#requestreusedsocket
 */
function listen(
  open: (isFresh: boolean) => ClientRequest,
  connected: 'connect' | 'secureConnect',
  handler: StreamHandler,
): StreamControl {
  let request = begin(false)
  let response: IncomingMessage | null = null
  let isPaused = false
  let isSent = false
  let isOver = false
  let isGathering = false
  let gathered: Uint8Array[] = []

  // Node writes the request right after its event of the socket.
  function onSocket(socket: Socket): void {
    process.nextTick(() => {
      if (isOver) return
      if (!isSent) handler.onSent()
      isSent = true
      if (!socket.connecting) return onConnected()
      handler.onConnecting()
      socket.once(connected, onConnected)
    })
  }

  function onConnected(): void {
    if (!isOver) handler.onConnected()
  }

  // A read of the socket brings many small events, each in an HTTP chunk of its own. The first is told at once, the rest together:
  // that costs far less.
  function onData(bytes: Uint8Array): void {
    if (isGathering) return void gathered.push(bytes)
    isGathering = true
    if (!isOver) handler.onData(bytes)
    queueMicrotask(tellGathered)
  }

  function tellGathered(): void {
    isGathering = false
    const bytes = gathered
    gathered = []
    if (bytes.length > 0 && !isOver) handler.onData(Buffer.concat(bytes))
  }

  function onEnd(): void {
    tellGathered()
    if (isOver) return
    isOver = true
    handler.onEnd()
  }

  function onError(error: Error): void {
    tellGathered()
    if (isOver) return
    isOver = true
    handler.onError(error)
  }

  function onResponse(started: IncomingMessage): void {
    response = started
    if (isPaused) started.pause()
    if (!isOver) handler.onHeaders(started.statusCode ?? 0, started.headers['content-type'] ?? '')
    started.on('data', onData).on('end', onEnd).on('error', onError)
  }

  // We never ask for another protocol: who answers with one has no answer for us, and Node leaves the socket to us.
  function onUpgrade({ statusCode = 101 }: IncomingMessage, socket: Duplex): void {
    socket.destroy()
    if (isOver) return
    handler.onHeaders(statusCode, '')
    onEnd()
  }

  function begin(isFresh: boolean): ClientRequest {
    const begun = open(isFresh)
    begun
      .on('socket', onSocket)
      .on('response', onResponse)
      .on('upgrade', onUpgrade)
      .on('error', (error) => {
        if (!isFresh && !isOver && response === null && wasStale(begun, error)) request = begin(true)
        else onError(error)
      })
    return begun
  }

  return {
    pause() {
      isPaused = true
      response?.pause()
    },
    resume() {
      isPaused = false
      response?.resume()
    },
    abort() {
      if (isOver) return
      isOver = true
      request.destroy()
    },
  }
}

function wasStale({ reusedSocket }: ClientRequest, error: Error): boolean {
  return reusedSocket && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

/** Gathers a whole reply. */
function collect(send: (handler: StreamHandler) => StreamControl, signal: AbortSignal): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const chunks: Uint8Array[] = []
  let size = 0
  let status = 0
  let contentType = ''
  const control = send({
    onSent: () => undefined,
    onConnecting: () => undefined,
    onConnected: () => undefined,
    onHeaders(answered, type) {
      status = answered
      contentType = type
    },
    onData(bytes) {
      size += bytes.length
      chunks.push(bytes)
      if (size > maxReplyBytes)
        giveUp(new VenomError('runtime.foreign', `The reply is larger than ${maxReplyBytes} bytes.`))
    },
    onEnd() {
      signal.removeEventListener('abort', onAbort)
      resolve({ status, contentType, text: Buffer.concat(chunks).toString('utf8') })
    },
    onError: giveUp,
  })

  function giveUp(error: unknown): void {
    signal.removeEventListener('abort', onAbort)
    control.abort()
    reject(error)
  }

  function onAbort(): void {
    giveUp(signal.reason)
  }

  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  return promise
}
