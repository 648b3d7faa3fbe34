import type { Transport } from '../adapter/transport.js'
import { readLoaded } from './describe.js'
import { llamaServerStep } from './window-limits.js'
import type { Model, WindowChange, Windows } from './windows.js'

/** The detail of the warning `runtime.reload`. */
export type ReloadDetail = WindowChange & { readonly model: string }

/** The window of one answer that runs. */
export interface AnswerWindow {
  /** Its first piece came: the model is in memory. `onReloaded` hears where it was loaded anew for it, which nobody could say before. */
  begun(onReloaded?: (detail: ReloadDetail) => void): void
  /** Its last piece came: another client's chat may load the model anew from now on. */
  ended(): void
  /** How many tokens it holds; undefined where nobody knows. */
  tokens(): number | undefined
}

/** No server loads a model anew for somebody else in less, in milliseconds (live: 250 for the tiniest). */
const fastestLoadMs = 100

/** An answer that is left, or fails, has no last piece: what the server says later than this, in milliseconds, is not relied on. */
const longestAskMs = 1_000

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
  const isSaid = windows.change(of, asked) !== undefined
  const before = windows.held(of)
  let endedAt = Infinity
  windows.sent(of, asked)

  const isStillOurs = (): boolean => performance.now() - endedAt < fastestLoadMs

  return {
    begun(onReloaded) {
      if (!windows.begun(of, asked)) return
      readLoaded(transport, { timeoutMs: longestAskMs }).then(
        (loaded) => {
          const tokens = windows.learnt(of, isStillOurs() ? loaded : undefined)
          if (isSaid || before === undefined || tokens === undefined || tokens === before) return
          onReloaded?.({ model: of.model.name, loaded: before, requested: tokens })
        },
        () => windows.learnt(of, undefined),
      )
    },
    ended() {
      endedAt = performance.now()
    },
    tokens() {
      const tokens = asked ?? windows.own(of)
      // The engines before 0.30 do not round it up: there a small window is taken for a larger one.
      return tokens === undefined ? undefined : Math.ceil(tokens / llamaServerStep) * llamaServerStep
    },
  }
}
