import type { MiddlewareHandler } from 'hono'

import { VenomError } from '../errors/venom-error.js'
import { bodyTooLarge, declaredLength } from './body-limit.js'
import { problemReply } from './problem-reply.js'

/** Whom a server lets in before any route is asked. */
export interface GuardOptions {
  /** Names under which it may be addressed beside this machine's own: `venom.lan` on any port, `venom.lan:8443` on that one. */
  readonly hosts: readonly string[]
  /** Pages that may ask beside its own: `https://app.example`. Their CORS headers are not made here. Default: none. */
  readonly origins?: readonly string[]
  /** Bytes that a body may have. */
  readonly maxBodyBytes: number
}

/**
 * Refuses what a web page can do to a server on its reader's machine: a Host that is not this machine's (DNS rebinding,
 * `request.foreign_host`), an Origin that is not this server's (`request.foreign_origin`), and a body over the limit
 * (`request.too_large`), which is neither read to its end nor kept.
 */
export function guard(options: GuardOptions): MiddlewareHandler {
  const hosts = new Set(options.hosts.map((host) => host.toLowerCase()))
  const origins = new Set(options.origins)
  return async (c, next) => {
    const { headers, method, url } = c.req.raw
    const host = (headers.get('host') ?? new URL(url).host).toLowerCase()
    const origin = headers.get('origin')
    if (!isOwnHost(host, hosts)) return problemReply(foreignHost(host))
    if (origin !== null && !isSameOrigin(origin, host) && !origins.has(origin))
      return problemReply(foreignOrigin(origin))
    const length = declaredLength(headers)
    if (length !== null && length > options.maxBodyBytes) return problemReply(bodyTooLarge(options.maxBodyBytes))
    if (length === null && method !== 'GET' && method !== 'HEAD') c.req.raw = countBody(c.req.raw, options.maxBodyBytes)
    return next()
  }
}

function isOwnHost(host: string, listed: ReadonlySet<string>): boolean {
  const name = host.replace(/:\d*$/, '')
  const isLoopback = name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
  if (!URL.canParse(`http://${host}`)) return false
  return isLoopback || listed.has(name) || listed.has(host)
}

/** The scheme is not compared: a proxy before us may speak TLS, and one port never speaks both. */
function isSameOrigin(origin: string, host: string): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false
  const { protocol, host: asked } = new URL(origin)
  // Parsed too, so that a default port that only one of them names is no difference.
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === asked
}

function countBody(request: Request, maxBytes: number): Request {
  if (request.body === null) return request
  let size = 0
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength
      if (size > maxBytes) throw bodyTooLarge(maxBytes)
      controller.enqueue(chunk)
    },
  })
  // The types of the web do not know `duplex`, without which Node refuses a stream.
  const init: RequestInit & { readonly duplex: 'half' } = { body: request.body.pipeThrough(count), duplex: 'half' }
  return new Request(request, init)
}

function foreignHost(host: string): VenomError {
  const message = `The server is not known as ${host.slice(0, 255)}. Use the address that it printed, or allow this host.`
  return new VenomError('request.foreign_host', message)
}

function foreignOrigin(origin: string): VenomError {
  const message = `A page of ${origin.slice(0, 255)} may not ask here. Open the server's own page, or allow this origin.`
  return new VenomError('request.foreign_origin', message)
}
