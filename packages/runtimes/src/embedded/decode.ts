import type { LlamaModel, Token } from 'node-llama-cpp'

/** Makes text of tokens as they come. */
export interface Decoder {
  /** The text that this token completes. Characters whose bytes are not all there yet are held back. */
  push(token: Token): string
}

/** Tokens that the detokenizer looks back at, to place the spaces between words. */
const lookBack = 8

/** What stands for bytes that are no whole character. */
const replacement = '\uFFFD'

/**
 * Starts to decode an answer. `visible` are special tokens that are written out, such as the marks around reasoning; other
 * special tokens have no text. Bytes of an unfinished character at the very end are never given out.
 */
export function createDecoder(model: LlamaModel, visible: ReadonlyMap<Token, string>): Decoder {
  let recent: Token[] = []
  let pending: Token[] = []
  /** Length of what is given out already of the pending tokens' text. */
  let given = 0

  return {
    push(token) {
      const mark = visible.get(token)
      if (mark !== undefined) {
        settle()
        return mark
      }
      pending.push(token)
      const text = model.detokenize(pending, false, recent)
      const whole = withoutPartial(text)
      const delta = whole.slice(given)
      given = Math.max(given, whole.length)
      if (whole.length === text.length) settle()
      return delta
    },
  }

  function settle(): void {
    recent = [...recent, ...pending].slice(-lookBack)
    pending = []
    given = 0
  }
}

function withoutPartial(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === replacement) end -= 1
  return text.slice(0, end)
}
