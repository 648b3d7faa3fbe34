import { createParser } from 'eventsource-parser'

import { VenomError } from '../errors/venom-error.js'
import { lineTooLong, maxLineLength } from './limits.js'
import { createLineCheck } from './line-check.js'
import { createUtf8Reader } from './utf8.js'

/** One server-sent event. */
export interface SseFrame {
  readonly id?: string | undefined
  readonly event?: string | undefined
  readonly data: string
}

/** What a reader of server-sent events tells. */
export interface SseListener {
  onFrame(frame: SseFrame): void
  /** A comment: a sign of life without content. */
  onComment?(): void
}

/** Turns chunks of bytes into server-sent events, wherever they are cut. */
export interface SseReader {
  /** Tells the listener of every event that these bytes completed, then throws if they are damaged. @throws {VenomError} `runtime.stream_malformed`. */
  push(bytes: Uint8Array): void
  /**
   * Says that no more bytes come. An event without its blank line is dropped, as the standard says: it may be half of one.
   * @throws {VenomError} `runtime.stream_malformed` when the last character is incomplete.
   */
  end(): void
}

/** How strictly a stream is read. */
export interface SseReaderOptions {
  /** Characters that an event may have. Default: 1 Mi. */
  readonly maxLength?: number
  /** The standard ignores a line that it does not know; where each line is text of an answer, that would lose some. Default: false. */
  readonly refuseForeignLines?: boolean
}

/**
 * Makes a reader of server-sent events.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseReader(listener: SseListener, options: SseReaderOptions = {}): SseReader {
  const limit = options.maxLength ?? maxLineLength
  const utf8 = createUtf8Reader()
  const isStrict = options.refuseForeignLines === true
  const cutLines = isStrict ? createLineCheck() : null
  const parser = createParser({
    onEvent: (frame) => {
      if (frame.data.length > limit) throw lineTooLong(limit)
      listener.onFrame(frame)
    },
    onComment: () => listener.onComment?.(),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw lineTooLong(limit)
      if (isStrict && error.type === 'unknown-field') throw foreignLine(error.line ?? '')
    },
    maxBufferSize: limit,
  })
  let isBetweenEvents = false

  return {
    push(bytes) {
      const text = utf8.push(bytes)
      if (isBetweenEvents && utf8.failure === null && text.length <= limit && isOneEvent(text)) {
        listener.onFrame({ data: text.slice('data: '.length, -2) })
        return
      }
      if (text !== '') isBetweenEvents = text.endsWith('\n\n')
      const isCutForeign = cutLines?.isForeign(text) === true
      // What was whole before the damage is told first.
      parser.feed(text)
      if (isCutForeign) throw foreignLine(text.slice(text.lastIndexOf('\n') + 1))
      if (utf8.failure !== null) throw utf8.failure
    },
    end: () => utf8.end(),
  }
}

/**
 * How servers of models write: one event, one line of data, one read. Told without the parser, which halves the time from the
 * bytes to the event.
 */
function isOneEvent(text: string): boolean {
  return (
    text.startsWith('data: ') && text.endsWith('\n\n') && text.indexOf('\n') === text.length - 2 && !text.includes('\r')
  )
}

function foreignLine(line: string): VenomError {
  const message = `A line of the stream is no part of an event: ${JSON.stringify(line.slice(0, 200))}`
  return new VenomError('runtime.stream_malformed', message)
}
