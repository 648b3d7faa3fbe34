import { createHash, timingSafeEqual } from 'node:crypto'

import { VenomError } from '@venom/core'
import { type Authorize, bearer, problemReply, readJsonBody } from '@venom/core/hono'
import { Hono } from 'hono'

/** Who may do what, and who gets the token for the asking. */
export interface SessionOptions {
  readonly token: string
  /** Only this machine can reach the server: reading and generating need no token, and its own page is given it. */
  readonly isLocal: boolean
}

/** Decides by the token, be it in the header or in the cookie of the server's own page. */
export function sessionAuthorize({ token, isLocal }: SessionOptions): Authorize {
  const open = isLocal ? (['read', 'generate'] as const) : []
  return (request, access) => bearer({ token, open, cookie: cookieName(request) })(request, access)
}

/**
 * `POST /session`: the server's own page asks to be let in, and a cookie that no script can read lets it in from then on.
 * On a server that only its own machine can reach this needs nothing; elsewhere the body brings the token, `{"token": "…"}`.
 * Refuses with `request.unauthorized`.
 *
 * A page of another origin cannot do this in its reader's name: a POST names its Origin, and the guard before all routes
 * refuses a foreign one. The cookie is SameSite=Strict, and every call that changes something is judged by its Origin again.
 */
export function sessionApp(options: SessionOptions): Hono {
  const authorize = sessionAuthorize(options)
  const app = new Hono()
  app.post('/session', async (c) => {
    const request = c.req.raw
    const given = readToken(await readJsonBody(request, 4_096))
    const isIn = (await authorize(request, 'change')) !== null
    if (!isIn && !(options.isLocal && isFromHere(request)) && !isSame(given, options.token)) {
      const message =
        given === undefined
          ? 'This server can be reached by other machines, so it asks for the token that it printed at its start.'
          : 'That is not this server’s token. Copy the one that it printed at its last start.'
      return problemReply(new VenomError('request.unauthorized', message))
    }
    const flags = `Path=/; HttpOnly; SameSite=Strict${isSecure(request) ? '; Secure' : ''}`
    const cookie = `${cookieName(request)}=${options.token}; ${flags}`
    return new Response(null, { status: 204, headers: { 'set-cookie': cookie, 'cache-control': 'no-store' } })
  })
  return app
}

/** Cookies know no ports: two servers of one machine would overwrite each other's without the port in the name. */
function cookieName(request: Request): string {
  const [, port] = /:(\d+)$/.exec(hostOf(request)) ?? []
  return port === undefined ? 'venom' : `venom-${port}`
}

/**
 * A server that listens on this machine only can still be reached through a proxy, whose readers may sit anywhere: such a one
 * names another host, or says that it forwards. A page of another site is told by the browser itself.
 */
function isFromHere(request: Request): boolean {
  const { headers } = request
  const name = hostOf(request).replace(/:\d*$/, '')
  const isLoopback = name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'].some((header) => headers.has(header))
  return isLoopback && !isForwarded && (headers.get('sec-fetch-site') ?? 'same-origin') === 'same-origin'
}

/** Whether the browser came by TLS, which only a proxy before us can end. */
function isSecure({ headers }: Request): boolean {
  return headers.get('x-forwarded-proto') === 'https'
}

function hostOf(request: Request): string {
  return (request.headers.get('host') ?? new URL(request.url).host).toLowerCase()
}

function readToken(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string'
    ? body.token.trim()
    : undefined
}

/** Takes a time that tells nothing of the secret, not even its length. */
function isSame(given: string | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(secret))
}
