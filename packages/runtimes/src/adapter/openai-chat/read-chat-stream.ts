import type { FinishReason, VenomError } from '@venom/core'

import type { AnswerSink } from '../answer-sink.js'
import { pieceAt, unexpectedPiece } from '../parse-piece.js'
import { isObject, type JsonObject, numberAt, objectAt, objectsAt, textAt } from '../read-json.js'
import { type AnswerReader, readSse, truncated } from '../read-sse.js'
import { collectToolCalls, type ToolCallCollector } from '../tool-calls.js'

/** What differs between servers that speak OpenAI's chat protocol. One value for each answer. */
export interface ChatDialect {
  /** Looks at the first chunk, before anything of it is told. @throws {VenomError} when this is no answer to what was asked. */
  onFirst?(chunk: JsonObject): void
  /** Tells what this server says beside the choice: usage, timings, progress. Called for every chunk, after its choice. */
  onBeside(chunk: JsonObject): void
  /** Why the answer ended. @throws {VenomError} where that is no good end. */
  toFinishReason(reason: string): FinishReason
  /** The `error` of a chunk, whatever its form, as a typed error. */
  toError(said: unknown): VenomError
}

/** Reads the stream of one answer from `/v1/chat/completions`. It has ended well after a finish reason and `[DONE]`. */
export function readChatStream(sink: AnswerSink, dialect: ChatDialect): AnswerReader {
  const toolCalls = collectToolCalls(sink)
  let isStopped = false
  let isComplete = false
  let isBegun = false

  return readSse({
    isComplete: () => isComplete,
    onTerminator() {
      if (!isStopped) throw truncated()
      // Some servers send calls after the reason for stopping.
      toolCalls.flush()
      isComplete = true
      sink.complete()
    },
    onChunk(chunk) {
      if (!isObject(chunk)) throw unexpected(chunk)
      if ('error' in chunk && chunk['error'] !== null) throw dialect.toError(chunk['error'])
      if (!isBegun) dialect.onFirst?.(chunk)
      isBegun = true
      if (readChoice(chunk, sink, toolCalls, dialect)) isStopped = true
      dialect.onBeside(chunk)
    },
  })
}

/** The reasons that OpenAI names, as they are; any other one as `other`. */
export function toFinishReason(reason: string): FinishReason {
  return reason === 'stop' || reason === 'length' || reason === 'tool_calls' ? reason : 'other'
}

/** Reads the only choice; tells whether it was the last piece of the answer. */
function readChoice(chunk: JsonObject, sink: AnswerSink, toolCalls: ToolCallCollector, dialect: ChatDialect): boolean {
  const choice: unknown = Array.isArray(chunk['choices']) ? chunk['choices'][0] : undefined
  if (!isObject(choice)) return false
  const delta = objectAt(choice, 'delta')
  if (delta === undefined) throw unexpected(chunk)
  readDelta(delta, sink, toolCalls)
  const said = textAt(choice, 'finish_reason')
  if (said === undefined) return false
  const reason = dialect.toFinishReason(said)
  toolCalls.flush()
  sink.stopped(reason)
  return true
}

function readDelta(delta: JsonObject, sink: AnswerSink, toolCalls: ToolCallCollector): void {
  // The first delta names the role and has null or nothing for content: it is no token.
  const reasoning = reasoningOf(delta)
  if (reasoning !== '') sink.reasoning(reasoning)
  const content = textIn(delta, 'content')
  if (content !== '') sink.text(content)
  if (!('tool_calls' in delta)) return
  for (const call of objectsAt(delta, 'tool_calls')) {
    const made = objectAt(call, 'function') ?? {}
    toolCalls.push({
      index: numberAt(call, 'index') ?? 0,
      id: textAt(call, 'id'),
      name: textAt(made, 'name'),
      arguments: textIn(made, 'arguments'),
    })
  }
}

/** Servers agree on no name for it, and some say it under both. */
function reasoningOf(delta: JsonObject): string {
  const reasoning = textIn(delta, 'reasoning_content')
  return reasoning === '' ? textIn(delta, 'reasoning') : reasoning
}

function textIn(object: JsonObject, name: string): string {
  return pieceAt(object, name, 'an event')
}

function unexpected(chunk: unknown): VenomError {
  return unexpectedPiece(chunk, 'an event')
}
