import { type FinishReason, VenomError } from '@venom/core'

import type { AnswerSink } from '../adapter/answer-sink.js'
import { readChatStream, toFinishReason } from '../adapter/openai-chat/read-chat-stream.js'
import { type JsonObject, known, numberAt, objectAt } from '../adapter/read-json.js'
import type { AnswerReader } from '../adapter/read-sse.js'
import { warnOfCut } from '../adapter/cut-warning.js'
import { toStreamError } from './failure.js'

/** What the reader of an answer has to know of the question. */
export interface Asked {
  /** The server's address. */
  readonly server: string
  /** The most tokens that were asked for; undefined where nobody said. */
  readonly requested: number | undefined
  /** The model's window; undefined where the server does not say. */
  readonly contextTokens: number | undefined
}

/** Reads the stream of one answer from `/v1/chat/completions`, with what vLLM says beside it. */
export function readAnswer(sink: AnswerSink, asked: Asked): AnswerReader {
  let isCut = false
  return readChatStream(sink, {
    onBeside(chunk) {
      if ('usage' in chunk) readUsage(chunk, sink, isCut ? asked : null)
    },
    toFinishReason(said) {
      const reason = toReason(said, asked.server)
      isCut = reason === 'length'
      return reason
    },
    toError: (said) => toStreamError(said, asked.server),
  })
}

function toReason(said: string, server: string): FinishReason {
  if (said !== 'abort') return toFinishReason(said)
  const message = `${server} broke the answer off: somebody paused it, put it to sleep, or told it to abort. Ask again; the partial text is kept.`
  throw new VenomError('runtime.failed', message, { details: { server, finish_reason: said } })
}

/** `cut`: what was asked for, where the answer ended by its length. */
function readUsage(chunk: JsonObject, sink: AnswerSink, cut: Asked | null): void {
  const metrics = objectAt(chunk, 'metrics')
  if (metrics !== undefined) {
    sink.serverTimings(
      known({
        queue: numberAt(metrics, 'queue_time_ms'),
        // Counted from when the request left the queue, until its first token.
        prefill: numberAt(metrics, 'time_to_first_token_ms'),
        decode: numberAt(metrics, 'generation_time_ms'),
      }),
    )
  }
  const usage = objectAt(chunk, 'usage')
  if (usage === undefined) return
  const prompt_tokens = numberAt(usage, 'prompt_tokens')
  const completion_tokens = numberAt(usage, 'completion_tokens')
  const cached_tokens = numberAt(objectAt(usage, 'prompt_tokens_details') ?? {}, 'cached_tokens')
  sink.usage(known({ prompt_tokens, completion_tokens, cached_tokens }))
  // vLLM asks for no more than fits beside the prompt, without a word.
  if (cut !== null) warnOfCut(sink, { ...cut, promptTokens: prompt_tokens, got: completion_tokens })
}
