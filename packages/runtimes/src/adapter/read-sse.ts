import { createSseReader, VenomError } from '@venom/core'

import { excerpt } from './failure.js'
import { parsePiece } from './parse-piece.js'

/** Reads the bytes of one answer and tells a sink what they say. Made anew for each answer. */
export interface AnswerReader {
  /** @throws {VenomError} when they break the protocol, or when the server says that it failed. */
  push(bytes: Uint8Array): void
  /** The server closed the stream: throws if that came before the terminator. */
  end(): void
}

/** What an adapter does with the data of its stream. */
export interface SseAnswer {
  /** The data of one event, parsed. */
  onChunk(chunk: unknown): void
  /** The end: `[DONE]` in place of JSON. */
  onTerminator(): void
  /** Whether the terminator was read. */
  isComplete(): boolean
}

/** Reads JSON in server-sent events, as OpenAI's protocol has them: broken JSON and a missing terminator are errors. */
export function readSse(answer: SseAnswer): AnswerReader {
  const reader = createSseReader(
    {
      onFrame({ event, data }) {
        if (answer.isComplete()) return
        if (event === 'error') throw new VenomError('runtime.failed', `The server failed: ${excerpt(data)}`)
        if (data === '[DONE]') answer.onTerminator()
        else answer.onChunk(parsePiece(data, 'an event'))
      },
    },
    { refuseForeignLines: true },
  )
  return {
    push(bytes) {
      try {
        reader.push(bytes)
      } catch (thrown) {
        // What comes after the terminator is nobody's answer.
        if (!answer.isComplete()) throw thrown
      }
    },
    end() {
      // Also where the last bytes are half a character: that is what a cut looks like.
      if (!answer.isComplete()) throw truncated()
    },
  }
}

/** The error for a stream that ended before its terminator. */
export function truncated(): VenomError {
  return new VenomError(
    'runtime.stream_truncated',
    'The server closed the stream before the end of the answer. Ask again; the partial text is kept.',
  )
}
