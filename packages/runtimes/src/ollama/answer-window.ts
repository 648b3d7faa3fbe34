import type { Transport } from '../adapter/transport.js'
import { readLoaded } from './describe.js'
import { llamaServerStep } from './window-limits.js'
import type { Model, Windows } from './windows.js'

/** The window of one answer that runs. */
export interface AnswerWindow {
  /** Its first piece came: the model is in memory. */
  begun(): void
  /** How many tokens it holds; undefined where nobody knows. */
  tokens(): number | undefined
}

/** No server loads a model anew for somebody else in less, in milliseconds (live: 250 for the tiniest). */
const fastestLoadMs = 100

/**
 * Watches the window of a chat that leaves now and asks for `asked` tokens. Where it asks for none and nobody knows what the server
 * takes then, the server is asked while the answer runs; that it says nothing is no fault.
 */
export function watchWindow(
  transport: Transport,
  windows: Windows,
  of: Model,
  asked: number | undefined,
): AnswerWindow {
  windows.sent(of, asked)
  return {
    begun() {
      if (!windows.begun(of, asked)) return
      const askedAt = performance.now()
      readLoaded(transport).then(
        (loaded) => windows.learnt(of, performance.now() - askedAt < fastestLoadMs ? loaded : undefined),
        () => windows.learnt(of, undefined),
      )
    },
    tokens() {
      const tokens = asked ?? windows.own(of)
      // The engines before 0.30 do not round it up: there a small window is taken for a larger one.
      return tokens === undefined ? undefined : Math.ceil(tokens / llamaServerStep) * llamaServerStep
    },
  }
}
