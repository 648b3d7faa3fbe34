import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as forward,
  type ServerResponse,
} from 'node:http'

import { type BodyFault, spoil } from './spoil.js'

/** What the proxy does to the reply of each POST that is meant; other requests pass. Counts are bytes of the reply's body. */
export type Fault =
  | { readonly type: 'pass' }
  /** RST as soon as the request is there, before any byte of a reply. */
  | { readonly type: 'refuse' }
  /** RST after so many bytes. */
  | { readonly type: 'reset'; readonly after: number }
  /** FIN after so many bytes, without the end of the reply. */
  | { readonly type: 'close'; readonly after: number }
  /** Silence after so many bytes; 0 is before the head of the reply. Goes on after `forMs`. Default: never. */
  | { readonly type: 'stall'; readonly after: number; readonly forMs?: number }
  /** Another whole reply, with status 200 unless said. */
  | { readonly type: 'replace'; readonly status?: number; readonly contentType: string; readonly body: string }
  | BodyFault

/** How long a client may take to read what was sent before a reset, in milliseconds. */
const readWithinMs = 50

/** Options of the proxy. */
export interface FaultProxyOptions {
  /** Path of the requests that are meant, such as `/v1/chat/completions`. Default: any. */
  readonly path?: string
}

/** A proxy that stands before any HTTP server and spoils what it answers. */
export interface FaultProxy {
  /** Ask here instead of there. */
  readonly url: string
  /** Chooses the fault of all requests that are meant, from now on. */
  use(fault: Fault): void
  /** Requests so far that were meant. */
  requests(): number
  /** All requests so far, also those that pass. */
  allRequests(): number
  /** Bytes of body that the server sent in the last reply to such a request. */
  bodyBytes(): number
  /** Cuts every connection and frees the port. Can be called twice. */
  close(): Promise<void>
}

/**
 * Stands up before `target` on a free loopback port. It reads no faster than its client: at most one chunk of the server
 * is held. A client that goes away ends the request to the server.
 */
export async function startFaultProxy(target: string, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  let fault: Fault = { type: 'pass' }
  let requests = 0
  let allRequests = 0
  let bodyBytes = 0

  const server = createServer({ keepAlive: true, noDelay: true }, (asked, reply) => {
    const url = new URL(asked.url ?? '/', target)
    const isMeant = asked.method === 'POST' && (options.path ?? url.pathname) === url.pathname
    const chosen: Fault = isMeant ? fault : { type: 'pass' }
    allRequests += 1
    if (isMeant) requests += 1
    if (chosen.type === 'refuse') return void asked.socket.resetAndDestroy()
    const counted = (bytes: number): void => {
      if (isMeant) bodyBytes = bytes
    }
    relay(url, asked, reply, chosen, counted).catch(() => asked.socket.resetAndDestroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}`,
    use(next) {
      fault = next
    },
    requests: () => requests,
    allRequests: () => allRequests,
    bodyBytes: () => bodyBytes,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

async function relay(
  url: URL,
  asked: IncomingMessage,
  reply: ServerResponse,
  fault: Fault,
  onBytes: (bytes: number) => void,
): Promise<void> {
  if (fault.type === 'replace') {
    asked.resume()
    reply.writeHead(fault.status ?? 200, { 'content-type': fault.contentType }).end(fault.body)
    return
  }
  const left = new AbortController()
  reply.once('close', () => left.abort())
  const answer = await ask(url, asked, left.signal)
  if (fault.type === 'stall' && fault.after === 0) await silence(fault.forMs, left.signal)
  reply.writeHead(answer.statusCode ?? 502, without(answer.headers, hopByHop))
  reply.flushHeaders()

  let seen = 0
  for await (const chunk of spoil(counted(answer, onBytes), fault, left.signal)) {
    const cut = 'after' in fault && fault.type !== 'insert' ? fault.after : Infinity
    const rest = seen < cut ? cut - seen : Infinity
    const head = chunk.subarray(0, Math.min(rest, chunk.length))
    if (head.length > 0) await write(reply, head, left.signal)
    seen += chunk.length
    if (seen < cut || seen - chunk.length >= cut) continue
    if (fault.type === 'reset') {
      // A reset takes away what the client has not read yet: the bytes before it have to arrive.
      await silence(readWithinMs, left.signal)
      return void asked.socket.resetAndDestroy()
    }
    if (fault.type === 'close') return void asked.socket.end()
    if (fault.type === 'stall') await silence(fault.forMs, left.signal)
    if (head.length < chunk.length) await write(reply, chunk.subarray(head.length), left.signal)
  }
  reply.end()
}

async function ask(url: URL, asked: IncomingMessage, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = without(asked.headers, ['connection', 'host'])
  const upstream = forward(url, { method: asked.method, headers, agent: false, signal })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    upstream.once('response', resolve)
    upstream.on('error', reject)
  })
  asked.pipe(upstream)
  return answered
}

// The proxy frames the body anew and keeps connections of its own: what says so of the server's does not hold any more.
const hopByHop = ['connection', 'content-length', 'keep-alive', 'transfer-encoding']

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}

async function* counted(answer: IncomingMessage, onBytes: (bytes: number) => void): AsyncGenerator<Buffer, void> {
  let bytes = 0
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue
    bytes += chunk.length
    onBytes(bytes)
    yield chunk
  }
}

async function write(reply: ServerResponse, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  if (!reply.write(bytes)) await once(reply, 'drain', { signal })
}

async function silence(forMs: number | undefined, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (forMs !== undefined) setTimeout(resolve, forMs)
  })
}
