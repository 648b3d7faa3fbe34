import { VenomError } from '../errors/venom-error.js'
import { readBodyText } from './body-limit.js'

/**
 * Reads a body as JSON; undefined where it is empty. Another type is refused, as a page of another origin can send any other
 * without asking first.
 * @throws {VenomError} `request.media_type`, `request.too_large`, `request.invalid` when it is no JSON.
 */
export async function readJsonBody(request: Request, maxBodyBytes: number): Promise<unknown> {
  const text = await readBodyText(request, maxBodyBytes)
  if (text.trim() === '') return undefined
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new VenomError('request.media_type', 'The body is not marked as JSON. Send `content-type: application/json`.')
  }
  try {
    const json: unknown = JSON.parse(text)
    return json
  } catch (cause) {
    throw new VenomError('request.invalid', 'The body is not JSON. Mend it and send it again.', { cause })
  }
}
