import { type FinishReason, VenomError } from '@venom/core'

import type { AnswerSink } from '../adapter/answer-sink.js'
import { isObject, type JsonObject, known, numberAt, objectAt, objectsAt, textAt } from '../adapter/read-json.js'
import { type AnswerReader, readSse, truncated } from '../adapter/read-sse.js'
import { collectToolCalls, type ToolCallCollector } from '../adapter/tool-calls.js'
import { toStreamError } from './failure.js'

/** Reads the stream of one answer from `/v1/chat/completions`. It has ended well after a finish reason and `[DONE]`. */
export function readAnswer(sink: AnswerSink, server: string, model: string): AnswerReader {
  const toolCalls = collectToolCalls(sink)
  let isStopped = false
  let isComplete = false
  let isChecked = false

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
      if ('error' in chunk && chunk['error'] !== null) throw toStreamError(chunk['error'], server)
      if (!isChecked) checkModel(textAt(chunk, 'model'), model, server)
      isChecked = true
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
  if (delta === undefined) throw unexpected(chunk)
  readDelta(delta, sink, toolCalls)
  const reason = textAt(choice, 'finish_reason')
  if (reason === undefined) return false
  toolCalls.flush()
  sink.stopped(toFinishReason(reason))
  return true
}

function readDelta(delta: JsonObject, sink: AnswerSink, toolCalls: ToolCallCollector): void {
  // The first delta names the role and has null for content: it is no token.
  const reasoning = pieceAt(delta, 'reasoning_content')
  if (reasoning !== '') sink.reasoning(reasoning)
  const content = pieceAt(delta, 'content')
  if (content !== '') sink.text(content)
  if (!('tool_calls' in delta)) return
  for (const call of objectsAt(delta, 'tool_calls')) {
    const made = objectAt(call, 'function') ?? {}
    toolCalls.push({
      index: numberAt(call, 'index') ?? 0,
      id: textAt(call, 'id'),
      name: textAt(made, 'name'),
      arguments: pieceAt(made, 'arguments'),
    })
  }
}

/** A piece of text, empty where there is none. Anything else would be lost in silence, so it is refused. */
function pieceAt(object: JsonObject, name: string): string {
  const piece = object[name] ?? ''
  if (typeof piece === 'string') return piece
  throw unexpected(object)
}

/** The server names the model that really answers: it may have been started anew with another one since it was asked. */
function checkModel(answering: string | undefined, asked: string, server: string): void {
  if (answering === undefined || answering === asked) return
  const message = `“${asked}” was asked, but ${server} now holds “${answering.slice(0, 200)}”. Ask for that one.`
  throw new VenomError('model.unknown', message, { details: { model: asked, models: [answering.slice(0, 200)] } })
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
