import { VenomError } from '@venom/core'

import type { AnswerSink } from '../adapter/answer-sink.js'
import { readChatStream, toFinishReason } from '../adapter/openai-chat/read-chat-stream.js'
import { type JsonObject, known, numberAt, objectAt, textAt } from '../adapter/read-json.js'
import type { AnswerReader } from '../adapter/read-sse.js'
import { warnOfCut } from '../adapter/cut-warning.js'
import { toStreamError } from './failure.js'

/** What the reader of an answer has to know of the question. */
export interface Asked {
  /** The server's address. */
  readonly server: string
  readonly model: string
  /** The most tokens that were asked for, or that the server allows unasked; below 0 or undefined: as many as fit. */
  readonly requested: number | undefined
  /** The window of one slot; undefined where the server does not say. */
  readonly contextTokens: number | undefined
}

/** Reads the stream of one answer from `/v1/chat/completions`, with what llama-server says beside it. */
export function readAnswer(sink: AnswerSink, asked: Asked): AnswerReader {
  const { server, model } = asked
  let isCut = false
  return readChatStream(sink, {
    onFirst: (chunk) => checkModel(textAt(chunk, 'model'), model, server),
    onBeside(chunk) {
      if ('prompt_progress' in chunk) readProgress(chunk, sink)
      if ('usage' in chunk) readUsage(chunk, sink, isCut ? asked : null)
    },
    toFinishReason(said) {
      isCut = said === 'length'
      return toFinishReason(said)
    },
    toError: (said) => toStreamError(said, server),
  })
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

/** `cut`: what was asked for, where the answer ended by its length. */
function readUsage(chunk: JsonObject, sink: AnswerSink, cut: Asked | null): void {
  const usage = objectAt(chunk, 'usage')
  const timings = objectAt(chunk, 'timings')
  if (timings !== undefined) {
    sink.serverTimings(known({ prefill: numberAt(timings, 'prompt_ms'), decode: numberAt(timings, 'predicted_ms') }))
  }
  if (usage === undefined) return
  const prompt_tokens = numberAt(usage, 'prompt_tokens')
  const completion_tokens = numberAt(usage, 'completion_tokens')
  const cached_tokens = timings === undefined ? undefined : numberAt(timings, 'cache_n')
  sink.usage(known({ prompt_tokens, completion_tokens, cached_tokens }))
  // At a full window both counts together are the slot's `n_ctx`, whatever the slots share (b11669, live).
  if (cut !== null) warnOfCut(sink, { ...cut, promptTokens: prompt_tokens, got: completion_tokens })
}
