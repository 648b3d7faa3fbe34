import type { AnswerSink } from './answer-sink.js'

/** What an answer that ended by its length was allowed, and what it took, in tokens. Undefined is not known. */
export interface AnswerLengths {
  /** The most that the answer might have. Undefined or below 0: as much as fits. */
  readonly requested: number | undefined
  /** The window, for the prompt and the answer together. */
  readonly contextTokens: number | undefined
  readonly promptTokens: number | undefined
  readonly got: number | undefined
}

/**
 * Warns with `chat.answer_cut_by_window` where the window ended an answer, and not its own limit; servers say `length` for both. Its
 * detail is `{requested, got, context_tokens}`; `requested` is null where there was no limit.
 */
export function warnOfWindow(sink: AnswerSink, { requested, contextTokens, promptTokens, got }: AnswerLengths): void {
  if (contextTokens === undefined || promptTokens === undefined || got === undefined) return
  const limit = requested === undefined || requested < 0 ? null : requested
  if (promptTokens + got < contextTokens || (limit !== null && got >= limit)) return
  sink.warning('chat.answer_cut_by_window', { requested: limit, got, context_tokens: contextTokens })
}
