import { type FinishReason, VenomError } from '@venom/core'

import type { AnswerSink } from '../adapter/answer-sink.js'
import { isObject, type JsonObject, known, numberAt, objectAt, objectsAt, textAt } from '../adapter/read-json.js'
import { type AnswerReader, readSse, truncated } from '../adapter/read-sse.js'
import { collectToolCalls, type ToolCallCollector } from '../adapter/tool-calls.js'
import { toStreamError } from './failure.js'

/** Reads the stream of one answer from `/v1/chat/completions`. It has ended well after a finish reason and `[DONE]`. */
export function readAnswer(sink: AnswerSink, server: string): AnswerReader {
  const toolCalls = collectToolCalls(sink)
  let isStopped = false
  let isComplete = false

  return readSse({
    isComplete: () => isComplete,
    onTerminator() {
      if (!isStopped) throw truncated()
      isComplete = true
      sink.complete()
    },
    onChunk(chunk) {
      if (!isObject(chunk)) throw unexpected(chunk)
      const error = objectAt(chunk, 'error')
      if (error !== undefined) throw toStreamError(error, server)
      if (readChoice(chunk, sink, toolCalls)) isStopped = true
      if ('prompt_progress' in chunk) readProgress(chunk, sink)
      if ('usage' in chunk) readUsage(chunk, sink)
    },
  })
}

/** Reads the only choice; tells whether it was the last piece of the answer. */
function readChoice(chunk: JsonObject, sink: AnswerSink, toolCalls: ToolCallCollector): boolean {
  const choice: unknown = Array.isArray(chunk['choices']) ? chunk['choices'][0] : undefined
  if (!isObject(choice)) return false
  const delta = objectAt(choice, 'delta')
  if (delta !== undefined) readDelta(delta, sink, toolCalls)
  const reason = textAt(choice, 'finish_reason')
  if (reason === undefined) return false
  toolCalls.flush()
  sink.stopped(toFinishReason(reason))
  return true
}

function readDelta(delta: JsonObject, sink: AnswerSink, toolCalls: ToolCallCollector): void {
  // The first delta names the role and has null for content: it is no token.
  const reasoning = delta['reasoning_content']
  if (typeof reasoning === 'string' && reasoning !== '') sink.reasoning(reasoning)
  const content = delta['content']
  if (typeof content === 'string' && content !== '') sink.text(content)
  if (!('tool_calls' in delta)) return
  for (const call of objectsAt(delta, 'tool_calls')) {
    const made = objectAt(call, 'function') ?? {}
    toolCalls.push({
      index: numberAt(call, 'index') ?? 0,
      id: textAt(call, 'id'),
      name: textAt(made, 'name'),
      arguments: textAt(made, 'arguments'),
    })
  }
}

function readProgress(chunk: JsonObject, sink: AnswerSink): void {
  const progress = objectAt(chunk, 'prompt_progress')
  if (progress !== undefined) sink.progress('prefill', numberAt(progress, 'processed'), numberAt(progress, 'total'))
}

function readUsage(chunk: JsonObject, sink: AnswerSink): void {
  const usage = objectAt(chunk, 'usage')
  const timings = objectAt(chunk, 'timings')
  if (timings !== undefined) {
    sink.serverTimings(known({ prefill: numberAt(timings, 'prompt_ms'), decode: numberAt(timings, 'predicted_ms') }))
  }
  if (usage === undefined) return
  sink.usage(
    known({
      prompt_tokens: numberAt(usage, 'prompt_tokens'),
      completion_tokens: numberAt(usage, 'completion_tokens'),
      cached_tokens: timings === undefined ? undefined : numberAt(timings, 'cache_n'),
    }),
  )
}

function toFinishReason(reason: string): FinishReason {
  return reason === 'stop' || reason === 'length' || reason === 'tool_calls' ? reason : 'other'
}

function unexpected(chunk: unknown): VenomError {
  const text = JSON.stringify(chunk).slice(0, 200)
  return new VenomError('runtime.stream_malformed', `The stream holds an event that is no part of an answer: ${text}`)
}
