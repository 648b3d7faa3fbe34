import { createHash, timingSafeEqual } from 'node:crypto'

import { VenomError } from '@venom/core'
import { type Authorize, bearer, problemReply, readJsonBody } from '@venom/core/hono'
import { Hono } from 'hono'

/** Who may do what, and who is let in for the asking. */
export interface SessionOptions {
  readonly token: string
  /** What the cookie of the server's own page holds. Not the token: browsers send a cookie to every port of its host. */
  readonly secret: string
  /** Only this machine can reach the server: reading and generating need no token, and its own page is let in. */
  readonly isLocal: boolean
}

/**
 * Decides by the token in the header, or by the cookie of the server's own page. The cookie counts only where the browser says
 * that this page asks: another program of this machine that was sent it has no use for it in a browser, and no token. In the history, what was
 * changed by the one is by `token`, by the other by `browser`.
 */
export function sessionAuthorize({ token, secret, isLocal }: SessionOptions): Authorize {
  const byToken = bearer({ token, open: isLocal ? ['read', 'generate'] : [] })
  return (request, access) =>
    isOwnPage(request) && isSame(readCookie(request), secret) ? 'browser' : byToken(request, access)
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
        given !== undefined
          ? 'That is not this server’s token. Copy the one that it printed at its last start.'
          : options.isLocal
            ? 'Only the page of this server is let in for the asking. Send the token that the server printed at its start.'
            : 'This server can be reached by other machines, so it asks for the token that it printed at its start.'
      return problemReply(new VenomError('request.unauthorized', message))
    }
    const flags = `Path=/; HttpOnly; SameSite=Strict${isSecure(request) ? '; Secure' : ''}`
    const cookie = `${cookieName(request)}=${options.secret}; ${flags}`
    return new Response(null, { status: 204, headers: { 'set-cookie': cookie, 'cache-control': 'no-store' } })
  })
  return app
}

/** Cookies know no ports: two servers of one machine would overwrite each other's without the port in the name. */
function cookieName(request: Request): string {
  const [, port] = /:(\d+)$/.exec(hostOf(request)) ?? []
  return port === undefined ? 'venom' : `venom-${port}`
}

function readCookie(request: Request): string | undefined {
  const name = `${cookieName(request)}=`
  const pair = (request.headers.get('cookie') ?? '').split('; ').find((part) => part.startsWith(name))
  return pair?.slice(name.length)
}

/**
 * Whether the browser says that a page of this server asks. By plain HTTP from another machine it names no site, but an Origin
 * with all that is no reading; the guard has refused a foreign one.
 */
function isOwnPage({ headers, method }: Request): boolean {
  const site = headers.get('sec-fetch-site')
  return site === null ? method === 'GET' || headers.has('origin') : site === 'same-origin'
}

/**
 * A server that listens on this machine only can still be reached through a proxy, whose readers may sit anywhere: such a one
 * names another host, or says that it forwards.
 */
function isFromHere(request: Request): boolean {
  const { headers } = request
  const name = hostOf(request).replace(/:\d*$/, '')
  const isLoopback = name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'].some((header) => headers.has(header))
  return isLoopback && !isForwarded && isOwnPage(request)
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
