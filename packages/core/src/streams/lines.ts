import { lineTooLong, maxLineLength } from './limits.js'
import { createUtf8Reader } from './utf8.js'

/** Turns chunks of bytes into lines, wherever they are cut. */
export interface LineReader {
  /**
   * The lines that these bytes completed, without their ends. Bytes that are not UTF-8 are an error at the next call, so that
   * the lines before them are not lost. @throws {VenomError} `runtime.stream_malformed`.
   */
  push(bytes: Uint8Array): readonly string[]
  /** The last line if it has no end of its own; empty lines are no lines. @throws {VenomError} `runtime.stream_malformed`. */
  end(): string | null
}

/** Makes a reader of lines that end in LF or CRLF, as NDJSON has them. `maxLength`: characters a line, default 1 Mi. */
export function createLineReader(options: { readonly maxLength?: number } = {}): LineReader {
  const limit = options.maxLength ?? maxLineLength
  const utf8 = createUtf8Reader()
  // Pieces of one line are joined once, at its end: joining at every chunk would cost the square of its length.
  let pieces: string[] = []
  let held = 0

  function hold(piece: string): void {
    held += piece.length
    if (held > limit) throw lineTooLong(limit)
    pieces.push(piece)
  }

  /** The line that ends with this piece. Most lines come in one, and are never held. */
  function takeLine(last: string): string {
    if (pieces.length === 0 && last.length <= limit) return withoutReturn(last)
    hold(last)
    const line = pieces.join('')
    pieces = []
    held = 0
    return withoutReturn(line)
  }

  return {
    push(bytes) {
      if (utf8.failure !== null) throw utf8.failure
      const text = utf8.push(bytes)
      const lines: string[] = []
      let start = 0
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        lines.push(takeLine(text.slice(start, end)))
        start = end + 1
      }
      if (start < text.length) hold(text.slice(start))
      return lines
    },
    end() {
      if (utf8.failure !== null) throw utf8.failure
      utf8.end()
      const line = takeLine('')
      return line === '' ? null : line
    },
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
