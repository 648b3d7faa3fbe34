import type { VenomError } from '../errors/venom-error.js'

/**
 * Reads a body as text, at most `maxBytes` of it. Over the limit the rest is left where it is, and `tooLarge` makes the
 * error that is thrown.
 */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLarge: () => VenomError,
): Promise<string> {
  if (body === null) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = body.getReader()
  const pieces: string[] = []
  let size = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength
      if (size > maxBytes) throw tooLarge()
      pieces.push(decoder.decode(next.value, { stream: true }))
    }
    return pieces.join('') + decoder.decode()
  } finally {
    // Of a body that was read to its end nothing is left to cancel; an error of its source was thrown above.
    reader.cancel().catch(() => undefined)
  }
}
