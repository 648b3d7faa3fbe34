import { randomBytes } from 'node:crypto'

// What may stand behind `Bearer ` in a header, by RFC 6750.
const bearer = /^[\w.~+/-]{8,512}=*$/

/** Makes a token that cannot be guessed: 192 random bits. */
export function createToken(): string {
  return randomBytes(24).toString('base64url')
}

/** Tells whether a text can be sent as `Authorization: Bearer` and is at least 8 characters long. */
export function isToken(text: string): boolean {
  return bearer.test(text)
}
