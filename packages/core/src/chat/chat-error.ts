import type { ErrorCode } from '../errors/codes.js'
import { type ErrorOptions, VenomError } from '../errors/venom-error.js'
import type { Timings, Usage } from './event.js'

/** What was received of an answer before it ended badly. */
export interface PartialAnswer {
  readonly text: string
  readonly reasoning: string
  readonly usage: Usage
  readonly timings: Timings
}

/** How an answer ends badly: the reason as a typed error, and everything received until then. */
export class ChatError extends VenomError {
  override readonly name = 'ChatError'
  readonly partial: PartialAnswer

  constructor(code: ErrorCode, message: string, partial: PartialAnswer, options: ErrorOptions = {}) {
    super(code, message, options)
    this.partial = partial
  }

  /** Tells whether something thrown is a failed answer, also across two installed copies of this package. */
  static isChatError(thrown: unknown): thrown is ChatError {
    return VenomError.is(thrown) && 'partial' in thrown
  }
}
