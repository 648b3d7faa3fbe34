import type { Access } from '../contract/endpoint.js'
import type { Authorize } from './contract-app.js'

/** What a token guards. */
export interface BearerOptions {
  /** The secret. An empty one matches nothing. */
  readonly token: string
  /** What needs no token. Default: reading and generating, which is right only where no other machine can reach the server. */
  readonly open?: readonly Access[]
  /** A cookie that may hold the token instead, for the server's own page. Default: none. */
  readonly cookie?: string
}

/**
 * Makes an `authorize` that knows one token, sent as `Authorization: Bearer`. Whoever has it is `token`; others are `local`
 * where no token is needed, whatever key they send, and refused elsewhere.
 */
export function bearer({ token, open = ['read', 'generate'], cookie }: BearerOptions): Authorize {
  return ({ headers }, access) => {
    const given = /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1]
    const stored = cookie === undefined ? undefined : readCookie(headers.get('cookie') ?? '', cookie)
    if (isSame(given, token) || isSame(stored, token)) return 'token'
    return open.includes(access) ? 'local' : null
  }
}

function readCookie(header: string, name: string): string | undefined {
  const pair = header.split('; ').find((part) => part.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}

/** Takes a time that tells nothing of the secret but its length. */
function isSame(given: string | undefined, secret: string): boolean {
  if (given === undefined || secret === '') return false
  const [a, b] = [new TextEncoder().encode(given), new TextEncoder().encode(secret)]
  let difference = a.length ^ b.length
  for (let index = 0; index < b.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  return difference === 0
}
