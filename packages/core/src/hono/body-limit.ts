import { readBounded } from '../contract/read-bounded.js'
import { VenomError } from '../errors/venom-error.js'

/** The error for a body over the limit. */
export function bodyTooLarge(maxBytes: number): VenomError {
  return new VenomError('request.too_large', `The body has more than ${maxBytes} bytes. Send less at once.`, {
    details: { limit_bytes: maxBytes },
  })
}

/** How long a body says it is; null when it does not. The server's own parser holds it to its word. */
export function declaredLength(headers: Headers): number | null {
  if (headers.has('transfer-encoding')) return null
  const length = headers.get('content-length') ?? ''
  return /^\d+$/.test(length) ? Number(length) : null
}

/** Reads a body as text. @throws {VenomError} `request.invalid` when it is not UTF-8, `request.too_large` before more than `maxBytes` of it are kept. */
export async function readBodyText(request: Request, maxBytes: number): Promise<string> {
  const length = declaredLength(request.headers)
  if (length !== null && length > maxBytes) throw bodyTooLarge(maxBytes)
  try {
    return await readBounded(request.body, maxBytes, () => bodyTooLarge(maxBytes))
  } catch (thrown) {
    if (!(thrown instanceof TypeError) || !('code' in thrown) || thrown.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw thrown
    throw new VenomError('request.invalid', 'The body is not UTF-8. Send it as UTF-8.', { cause: thrown })
  }
}
