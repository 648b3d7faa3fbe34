import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

import { Hono } from 'hono'

/** The built Cockpit, whole in memory: it is small, and what is no key of it cannot be asked for. */
export interface Page {
  /** `index.html` as it was built: `noncePlaceholder` stands wherever a style may name its nonce. */
  readonly index: string
  /** The other files by their path: `/assets/index-B1x.js`. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

/** What the build writes in the place of each reply's own nonce (`html.cspNonce` of Vite). */
const noncePlaceholder = '__VENOM_NONCE__'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Reads the built Cockpit, files of other kinds than it is made of left out; undefined where it is not built. */
export async function readPage(folder: string): Promise<Page | undefined> {
  const index = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
  if (index === undefined) return undefined
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && Object.hasOwn(types, extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
  const files = await Promise.all(
    paths.map(
      async (path) =>
        [`/${relative(folder, path).replaceAll(sep, '/')}`, new Uint8Array(await readFile(path))] as const,
    ),
  )
  return { index, files: new Map(files) }
}

/**
 * Serves the page at `/` to whom `application/json` is not dearer, and its files beside it. What is in `/assets` has a hash in
 * its name and may be kept forever; the rest is asked for again.
 */
export function pageApp({ index, files }: Page): Hono {
  const app = new Hono()
  app.get('/', async (c, next) => {
    if (wantsJson(c.req.header('accept'))) return next()
    const nonce = randomBytes(18).toString('base64url')
    const headers = {
      ...shared,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(nonce),
      'cache-control': 'no-cache',
      vary: 'accept',
    }
    return new Response(index.replaceAll(noncePlaceholder, nonce), { headers })
  })
  app.get('/*', async (c, next) => {
    const body = files.get(c.req.path)
    if (body === undefined) return next()
    const headers = {
      ...shared,
      'content-type': types[extname(c.req.path)] ?? 'application/octet-stream',
      'content-length': String(body.byteLength),
      'cache-control': c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    }
    return new Response(body, { headers })
  })
  return app
}

const shared = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * Everything from here and nothing else. Scripts and styles are files; the nonce is for the one style element that is made in the
 * page, the scroll lock of Radix Select while its list is open.
 */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Programs that ask for JSON get the overview; browsers, and those to whom it is the same, the page. */
function wantsJson(accept = ''): boolean {
  return /application\/json/i.test(accept) && !/text\/html/i.test(accept)
}
