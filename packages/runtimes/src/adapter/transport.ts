import { VenomError } from '@venom/core'
import { Agent, type Dispatcher } from 'undici'

/** Where a server is, and how to be let in. */
export interface TransportOptions {
  /** `http://host:port`, with a path in front of the API's own where a proxy wants one. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly key?: string
}

/** What happens to a request, in order. After `onEnd` or `onError` nothing more comes. */
export interface StreamHandler {
  /** The connection stands and the request is being written. */
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
  close(): Promise<void>
}

/** Longest small reply, in bytes: a `/props` with a large chat template stays well below. */
const maxReplyBytes = 8 << 20
/** Idle connections are dropped before servers do it (5 s in cpp-httplib and uvicorn), as a race would cost a request. */
const keepAliveMs = 4_000

/**
 * Opens a transport. undici's own 300 s timers are off: a long prefill is no fault, and our timeouts know the phases.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one.
 */
export function createTransport(options: TransportOptions): Transport {
  const base = parseBase(options.url)
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: keepAliveMs, connect: { timeout: 0 } })
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (options.key !== undefined) headers['authorization'] = `Bearer ${options.key}`
  const prefix = base.pathname.replace(/\/$/, '')

  return {
    url: options.url,
    async request(method, path, body, { signal, timeoutMs = 5_000 } = {}) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const reply = await agent.request({
        origin: base.origin,
        path: prefix + path,
        method,
        headers,
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
        ...(body === undefined ? {} : { body }),
      })
      return { status: reply.statusCode, contentType: contentTypeOf(reply.headers), text: await readText(reply.body) }
    },
    stream(path, body, handler) {
      return dispatch(agent, { origin: base.origin, path: prefix + path, method: 'POST', headers, body }, handler)
    },
    close: () => agent.destroy(),
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
  return base
}

/** Reads a request at undici's lowest layer: its readable bodies would double the cost of a stream of small events. */
function dispatch(agent: Agent, request: Dispatcher.DispatchOptions, handler: StreamHandler): StreamControl {
  let controller: Dispatcher.DispatchController | null = null
  let isPaused = false
  let isOver = false
  let arrived: Uint8Array[] = []

  // A read of the socket brings many small events, each in an HTTP chunk of its own: together they cost far less.
  function gather(bytes: Uint8Array): void {
    if (arrived.length === 0) queueMicrotask(deliver)
    arrived.push(bytes)
  }

  function deliver(): void {
    const [first] = arrived
    if (first === undefined || isOver) return
    const bytes = arrived.length === 1 ? first : Buffer.concat(arrived)
    arrived = []
    handler.onData(bytes)
  }

  agent.dispatch(request, {
    onRequestStart(started) {
      controller = started
      if (isOver) return started.abort(new Error('left'))
      if (isPaused) started.pause()
      handler.onConnected()
    },
    onResponseStart(_controller, status, headers) {
      if (!isOver && status >= 200) handler.onHeaders(status, contentTypeOf(headers))
    },
    onResponseData(_controller, bytes) {
      if (!isOver) gather(bytes)
    },
    onResponseEnd() {
      deliver()
      if (!isOver) handler.onEnd()
      isOver = true
    },
    onResponseError(_controller, error) {
      deliver()
      if (!isOver) handler.onError(error)
      isOver = true
    },
  })

  return {
    pause() {
      isPaused = true
      controller?.pause()
    },
    resume() {
      isPaused = false
      controller?.resume()
    },
    abort() {
      if (isOver) return
      isOver = true
      controller?.abort(new Error('left'))
    },
  }
}

function contentTypeOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const value = headers['content-type']
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

async function readText(body: AsyncIterable<unknown>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > maxReplyBytes)
      throw new VenomError('runtime.foreign', `The reply is larger than ${maxReplyBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
