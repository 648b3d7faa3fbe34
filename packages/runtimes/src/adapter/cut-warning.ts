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
 * Warns where something else than its own limit ended an answer; servers say `length` for all. `chat.answer_cut_by_window`: the window
 * was full. `chat.answer_cut_by_server`: it had room, so that whoever runs the server set a lower limit. The detail of both is
 * `{requested, got, context_tokens}`; `requested` is null where there was no limit.
 */
export function warnOfCut(sink: AnswerSink, { requested, contextTokens, promptTokens, got }: AnswerLengths): void {
  if (contextTokens === undefined || promptTokens === undefined || got === undefined) return
  const limit = requested === undefined || requested < 0 ? null : requested
  if (limit !== null && got >= limit) return
  const isFull = promptTokens + got >= contextTokens
  // Without a limit of its own, that of the server is the answer's.
  if (!isFull && limit === null) return
  const code = isFull ? 'chat.answer_cut_by_window' : 'chat.answer_cut_by_server'
  sink.warning(code, { requested: limit, got, context_tokens: contextTokens })
}
