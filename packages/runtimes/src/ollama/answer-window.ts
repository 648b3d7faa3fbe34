import type { Transport } from '../adapter/transport.js'
import { readLoaded } from './describe.js'
import type { Model, Windows } from './windows.js'

/** The window of one answer that runs. */
export interface AnswerWindow {
  /** Its first piece came: the model is in memory. */
  begun(): void
  /** How many tokens it holds; undefined where nobody knows. */
  tokens(): number | undefined
}

/**
 * A llama-server rounds its window up to a multiple of this, whatever `/api/ps` says of it (live: 64 is 256). The engines before 0.30
 * do not: there a small window is taken for a larger one.
 */
const llamaServerStep = 256

/**
 * Watches the window of an answer that asked for `asked` tokens. Where it asked for none and nobody knows what the server takes then,
 * the server is asked while the answer runs; that it says nothing is no fault.
 */
export function watchWindow(
  transport: Transport,
  windows: Windows,
  of: Model,
  asked: number | undefined,
): AnswerWindow {
  return {
    begun() {
      if (!windows.answered(of, asked)) return
      readLoaded(transport).then(
        (loaded) => windows.learnt(of.model, loaded),
        () => undefined,
      )
    },
    tokens() {
      const tokens = asked ?? windows.own(of)
      return tokens === undefined ? undefined : Math.ceil(tokens / llamaServerStep) * llamaServerStep
    },
  }
}
