import type { Access } from '../contract/endpoint.js'
import type { Authorize } from './contract-app.js'

/** What a token guards. */
export interface BearerOptions {
  /** The secret. An empty one matches nothing. */
  readonly token: string
  /** What needs no token. Default: reading and generating, which is right only where no other machine can reach the server. */
  readonly open?: readonly Access[]
}

/**
 * Makes an `authorize` that knows one token, sent as `Authorization: Bearer`. Whoever has it is `token`; others are `local`
 * where no token is needed, whatever key they send, and refused elsewhere.
 */
export function bearer({ token, open = ['read', 'generate'] }: BearerOptions): Authorize {
  return ({ headers }, access) => {
    const given = /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1]
    if (isSame(given, token)) return 'token'
    return open.includes(access) ? 'local' : null
  }
}

/** Takes a time that tells nothing of the secret but its length. */
function isSame(given: string | undefined, secret: string): boolean {
  if (given === undefined || secret === '') return false
  const [a, b] = [new TextEncoder().encode(given), new TextEncoder().encode(secret)]
  let difference = a.length ^ b.length
  for (let index = 0; index < b.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  return difference === 0
}
