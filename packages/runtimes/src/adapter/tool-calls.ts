import { type Json, VenomError } from '@venom/core'

import type { AnswerSink } from './answer-sink.js'
import { excerpt } from './failure.js'
import { parseJson } from './read-json.js'

/** A piece of a tool call as OpenAI's protocol streams it. */
export interface ToolCallPiece {
  readonly index: number
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly arguments?: string | undefined
}

/** Puts the pieces of streamed tool calls together. */
export interface ToolCallCollector {
  push(piece: ToolCallPiece): void
  /** The model stopped: tells the sink of every whole call. @throws {VenomError} when the arguments are not JSON. */
  flush(): void
}

/** Most calls of one answer, so that a hostile index cannot fill the memory. */
const maxCalls = 128

/** Longest name of a tool, in characters: that of our own interface. */
const maxNameLength = 512

/** Makes a collector for one answer. */
export function collectToolCalls(sink: AnswerSink): ToolCallCollector {
  const calls = new Map<number, { id: string; name: string; arguments: string }>()
  return {
    push(piece) {
      const call = calls.get(piece.index) ?? { id: piece.id ?? `call_${piece.index}`, name: '', arguments: '' }
      if (calls.size >= maxCalls && !calls.has(piece.index)) {
        throw new VenomError('runtime.stream_malformed', `The answer holds more than ${maxCalls} tool calls.`)
      }
      calls.set(piece.index, call)
      call.name += piece.name ?? ''
      if (call.name.length > maxNameLength) {
        throw new VenomError('runtime.stream_malformed', `A tool call has a name of over ${maxNameLength} characters.`)
      }
      // Told first: the sink refuses what makes the answer too long.
      if (piece.arguments !== undefined && piece.arguments !== '') sink.toolCallDelta(call.id, piece.arguments)
      call.arguments += piece.arguments ?? ''
    },
    flush() {
      for (const call of calls.values()) sink.toolCall(call.id, call.name, parseArguments(call.arguments))
      calls.clear()
    },
  }
}

function parseArguments(text: string): Json {
  if (text === '') return {}
  try {
    return parseJson(text)
  } catch (cause) {
    const message = `The model called a tool with arguments that are not JSON: ${excerpt(text.slice(0, 200))}`
    throw new VenomError('runtime.stream_malformed', message, { cause })
  }
}
