import { ChatError } from '@venom/core'

/**
 * An ended answer is kept for minutes, so its error keeps no more of the text than the run may keep of its events: of what is longer
 * the beginning, text before reasoning. Everything else stays as it is thrown.
 */
export function keepable(thrown: unknown, maxBytes: number): unknown {
  if (!ChatError.isChatError(thrown)) return thrown
  const { code, message, partial, cause, details, retryable } = thrown
  const room = Math.floor(maxBytes / bytesPerCharacter)
  if (partial.text.length + partial.reasoning.length <= room) return thrown
  const text = copyStart(partial.text, room)
  const reasoning = copyStart(partial.reasoning, room - text.length)
  return new ChatError(code, message, { ...partial, text, reasoning }, { cause, details, retryable })
}

/** What V8 takes for a character of any script. */
const bytesPerCharacter = 2

// A slice alone would hold all that it was cut from.
function copyStart(text: string, length: number): string {
  return Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le')
}
