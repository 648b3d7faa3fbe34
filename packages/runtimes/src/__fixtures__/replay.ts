import type { ChatEvent } from '@venom/core'

import { type AnswerSink, createSink } from '../adapter/answer-sink.js'
import type { AnswerReader } from '../adapter/read-sse.js'

/** What was read of a reply: its events, and the code of the error that it ended in, or null. */
export interface Read {
  readonly events: readonly ChatEvent[]
  readonly code: unknown
}

/**
 * Reads a reply that comes in these pieces and then ends, by the reader that `open` makes. Times differ from run to run and are left
 * out unless `keep` says otherwise.
 */
export function readPieces(
  open: (sink: AnswerSink) => AnswerReader,
  pieces: readonly Uint8Array[],
  keep: (event: ChatEvent) => ChatEvent = timeless,
): Read {
  const events: ChatEvent[] = []
  const reader = open(
    createSink({
      emit: (event) => void events.push(keep(event)),
      onFirstToken: () => undefined,
      onComplete: () => undefined,
    }),
  )
  try {
    for (const piece of pieces) reader.push(piece)
    reader.end()
    return { events, code: null }
  } catch (error) {
    return { events, code: error instanceof Error && 'code' in error ? error.code : error }
  }
}

/** Every place where a reply can be cut. */
export function everyByte(bytes: Uint8Array): readonly number[] {
  return Array.from(bytes.keys())
}

/** Whether two ways of reading gave the same. */
export function same(a: Read, b: Read): boolean {
  return a.code === b.code && JSON.stringify(a.events) === JSON.stringify(b.events)
}

/** Whether events are the beginning of others. */
export function isPrefix(short: readonly unknown[], long: readonly unknown[]): boolean {
  return JSON.stringify(short) === JSON.stringify(long.slice(0, short.length))
}

/** The text of an answer. */
export function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
}

function timeless(event: ChatEvent): ChatEvent {
  if (event.type === 'progress') return { ...event, at_ms: 0 }
  return event.type === 'finish' ? { ...event, timings: {} } : event
}
