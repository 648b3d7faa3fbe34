import type { FinishReason, Json, VenomError } from '@venom/core'

import type { AnswerSink } from '../adapter/answer-sink.js'
import { pieceAt, unexpectedPiece } from '../adapter/parse-piece.js'
import { isObject, type JsonObject, known, numberAt, objectAt, parseJson, textAt } from '../adapter/read-json.js'
import { readNdjson } from '../adapter/read-ndjson.js'
import type { AnswerReader } from '../adapter/read-sse.js'
import type { AnswerWindow } from './answer-window.js'
import { toStreamError } from './failure.js'

/**
 * Reads the stream of one answer from `/api/chat`. It has ended well after a line with `done: true`. Warns with `chat.prompt_cut`,
 * `{context_tokens, used}`, where the conversation outgrew its window: Ollama then drops the older half of it and writes on; and with
 * `runtime.reload` where nobody could say before that the model would be loaded anew.
 */
export function readAnswer(sink: AnswerSink, server: string, window?: AnswerWindow): AnswerReader {
  let calls = 0
  let hasBegun = false
  let isComplete = false

  function readMessage(message: JsonObject): void {
    const thinking = pieceAt(message, 'thinking', 'a line')
    if (thinking !== '') sink.reasoning(thinking)
    const content = pieceAt(message, 'content', 'a line')
    if (content !== '') sink.text(content)
    for (const call of callsAt(message)) {
      const made = isObject(call) ? objectAt(call, 'function') : undefined
      const name = made === undefined ? undefined : textAt(made, 'name')
      if (!isObject(call) || made === undefined || name === undefined) throw unexpected(message)
      sink.toolCall(textAt(call, 'id') || `call_${calls}`, name, argumentsOf(made))
      calls += 1
    }
  }

  return readNdjson({
    isComplete: () => isComplete,
    onObject(line) {
      if ('error' in line && line['error'] !== null) throw toStreamError(line['error'], server)
      const message = objectAt(line, 'message')
      if (message === undefined || typeof line['done'] !== 'boolean') throw unexpected(line)
      readMessage(message)
      // The reader has the first token before anything is remembered of it.
      if (!hasBegun && window !== undefined)
        queueMicrotask(() => window.begun((detail) => sink.warning('runtime.reload', detail)))
      hasBegun = true
      if (!line['done']) return
      window?.ended()
      readUsage(line, sink)
      warnOfShift(line, sink, window?.tokens())
      isComplete = true
      sink.stopped(toFinishReason(textAt(line, 'done_reason'), calls > 0))
      sink.complete()
    },
  })
}

const none: readonly unknown[] = []

function callsAt(message: JsonObject): readonly unknown[] {
  const calls = message['tool_calls'] ?? none
  if (Array.isArray(calls)) return calls
  throw unexpected(message)
}

/** Ollama reads the arguments itself: they are an object. */
function argumentsOf(made: JsonObject): Json {
  const args = made['arguments'] ?? {}
  if (!isObject(args)) throw unexpected(made)
  return parseJson(JSON.stringify(args))
}

/**
 * Lengths come in nanoseconds. What none of them explains is mostly the wait behind other answers: a loaded model's `load_duration`
 * does not count that (live, 0.34.4).
 */
function readUsage(line: JsonObject, sink: AnswerSink): void {
  sink.usage(
    known({
      prompt_tokens: numberAt(line, 'prompt_eval_count'),
      completion_tokens: numberAt(line, 'eval_count'),
      cached_tokens: numberAt(line, 'prompt_eval_cached_count'),
    }),
  )
  const total = numberAt(line, 'total_duration')
  const [load, prefill, decode] = ['load_duration', 'prompt_eval_duration', 'eval_duration'].map((name) =>
    numberAt(line, name),
  )
  const rest = total === undefined ? 0 : total - (load ?? 0) - (prefill ?? 0) - (decode ?? 0)
  const queue = rest > 0 ? rest : undefined
  sink.serverTimings(known({ load: toMs(load), prefill: toMs(prefill), decode: toMs(decode), queue: toMs(queue) }))
}

function warnOfShift(line: JsonObject, sink: AnswerSink, context_tokens: number | undefined): void {
  const used = (numberAt(line, 'prompt_eval_count') ?? 0) + (numberAt(line, 'eval_count') ?? 0)
  if (context_tokens !== undefined && used > context_tokens) sink.warning('chat.prompt_cut', { context_tokens, used })
}

function toMs(nanoseconds: number | undefined): number | undefined {
  return nanoseconds === undefined ? undefined : Math.round(nanoseconds / 1_000) / 1_000
}

/** Ollama says `stop` also where the model called a tool. */
function toFinishReason(reason: string | undefined, hasCalls: boolean): FinishReason {
  if (reason === 'length') return 'length'
  if (reason !== 'stop') return 'other'
  return hasCalls ? 'tool_calls' : 'stop'
}

function unexpected(line: JsonObject): VenomError {
  return unexpectedPiece(line, 'a line')
}
