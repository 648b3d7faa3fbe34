import type { LoadedModel } from './describe.js'
import { type Evidence, windowOf } from './evidence.js'
import type { TaggedModel } from './wire.js'

/** A model, and what it says of itself. */
export interface Model {
  readonly model: TaggedModel
  readonly evidence: Evidence | undefined
}

/** What a chat changes of a model in memory, in tokens. `requested` is null where the server alone knows the window that it takes. */
interface WindowChange {
  readonly loaded: number
  readonly requested: number | null
}

/**
 * The windows of one server's models. A model is in memory with the one of its last answer, and another window loads it anew: also
 * that of a chat which asks for none and so gets the Modelfile's, or, without one there, the server's, which no route tells.
 */
export interface Windows {
  /** The server says what is in memory now. */
  seen(loaded: readonly LoadedModel[]): void
  /**
   * An answer has begun: its model is in memory with the window that was asked for, or, where that is undefined, with its own. Tells
   * whether nobody knows that one, so that the server is worth asking.
   */
  answered(of: Model, asked: number | undefined): boolean
  /** What the server says is in memory after an answer that asked for no window. */
  learnt(model: TaggedModel, loaded: readonly LoadedModel[]): void
  /** The window of a chat that asks for none; undefined while nobody knows. */
  own(of: Model): number | undefined
  /** The window to report: its own, or, while nobody knows that, the one that it is in memory with unless we asked for it. */
  reported(of: Model): number | undefined
  /** Whether a chat that asks for no window may find the model with another one, so that the server is worth asking. */
  mayChange(of: Model): boolean
  /** What a chat with this window, or with none, changes by what was `seen`; undefined where nothing, or nobody knows. */
  change(of: Model, asked: number | undefined): WindowChange | undefined
}

/** What is known of one model's windows, in tokens. */
interface Memory {
  /** Of our last answer. Null: that chat asked for none. */
  readonly asked?: number | null
  readonly held?: number | undefined
  /** What it was seen with after an answer that asked for none. */
  readonly learnt?: number
}

/** Above this many models the oldest entries go. */
const limit = 1_000

/** Makes the memory of one server's windows. */
export function createWindows(): Windows {
  // By digest, as models of the same content share one place in memory.
  const memories = new Map<string, Memory>()

  const keyOf = ({ digest, name }: Pick<TaggedModel, 'digest' | 'name'>): string => digest ?? name
  const recall = (model: TaggedModel): Memory => memories.get(keyOf(model)) ?? {}

  function keep(key: string, memory: Memory): void {
    memories.delete(key)
    memories.set(key, memory)
    const [oldest] = memories.keys()
    if (memories.size > limit && oldest !== undefined) memories.delete(oldest)
  }

  function own({ model, evidence }: Model): number | undefined {
    return windowOf(evidence) ?? recall(model).learnt
  }

  function see(loaded: readonly LoadedModel[]): void {
    for (const [key, { held: _, ...memory }] of memories) memories.set(key, memory)
    for (const { name, digest, context_length: held } of loaded) {
      const key = keyOf({ name, digest })
      keep(key, { ...memories.get(key), held })
    }
  }

  return {
    seen: see,
    answered(of, asked) {
      const memory = recall(of.model)
      const window = own(of)
      keep(keyOf(of.model), { ...memory, asked: asked ?? null, held: asked ?? window })
      return (
        asked === undefined && windowOf(of.evidence) === undefined && (window === undefined || window !== memory.held)
      )
    },
    learnt(model, loaded) {
      see(loaded)
      const { held, ...memory } = recall(model)
      if (held !== undefined) keep(keyOf(model), { ...memory, held, learnt: held })
    },
    own,
    reported(of) {
      const { asked, held } = recall(of.model)
      return own(of) ?? (held === asked ? undefined : held)
    },
    mayChange(of) {
      const { asked, held } = recall(of.model)
      const window = own(of)
      if (typeof asked === 'number') return asked !== window
      return window !== undefined && held !== undefined && held !== window
    },
    change(of, asked) {
      const { held, asked: ours } = recall(of.model)
      const requested = asked ?? own(of) ?? null
      if (held === undefined || held === requested) return undefined
      // What another client asked for may as well be the server's own.
      return requested === null && held !== ours ? undefined : { loaded: held, requested }
    },
  }
}
