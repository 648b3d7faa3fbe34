import type { LoadedModel } from './describe.js'
import { type Evidence, windowOf } from './evidence.js'
import type { TaggedModel } from './wire.js'

/** A model, and what it says of itself. */
export interface Model {
  readonly model: TaggedModel
  readonly evidence: Evidence | undefined
}

// An alias, as a warning takes JSON, and an interface is open.
/** What a chat changes of a model in memory, in tokens. `requested` is null where the server alone knows the window that it takes. */
export type WindowChange = {
  readonly loaded: number
  readonly requested: number | null
}

/**
 * The windows of one server's models. A model is in memory with the one of its last answer, and another window loads it anew: also
 * that of a chat which asks for none and so gets the Modelfile's, or, without one there, the server's, which no route tells. Models of
 * the same weights share one place in memory.
 */
export interface Windows {
  /** The server says what is in memory now. Undefined: it was asked, and does not say it. */
  seen(loaded: readonly LoadedModel[] | undefined): void
  /** A chat leaves that asks for this window; undefined: for none. */
  sent(of: Model, asked: number | undefined): void
  /**
   * Its answer has begun, so that its model is in memory. Tells whether nobody knows with which window: then the server is worth asking,
   * once for all answers, and `learnt` has to follow.
   */
  begun(of: Model, asked: number | undefined): boolean
  /**
   * What the server says is in memory after an answer that asked for no window; undefined: it says nothing that can be used. Gives the
   * window that was learnt.
   */
  learnt(of: Model, loaded: readonly LoadedModel[] | undefined): number | undefined
  /** The window of a chat that asks for none; undefined while nobody knows. */
  own(of: Model): number | undefined
  /** The window that it is in memory with, as far as was seen; undefined where it is not there, or nobody knows. */
  held(of: Model): number | undefined
  /** Whether a chat that asks for no window may find the model with another one, so that the server is worth asking. */
  mayChange(of: Model): boolean
  /** What a chat with this window, or with none, changes by what was `seen`; undefined where nothing, or nobody knows. */
  change(of: Model, asked: number | undefined): WindowChange | undefined
}

/** What is known of one place in memory, in tokens. */
interface Place {
  /** What the last chat wanted that was sent, by itself or by its Modelfile. Null: nothing. */
  readonly asked?: number | null
  readonly held?: number
  /** What it was seen with after an answer that wanted nothing. */
  readonly learnt?: number
}

/** Above this many models everything is learnt anew. */
const limit = 10_000
/** How long what was seen is relied on, in milliseconds: another client may change it at any time. */
const freshForMs = 30_000

/** Makes the memory of one server's windows. `now` is a clock in milliseconds that is never set back. */
export function createWindows(now: () => number = () => performance.now()): Windows {
  let seenAt = -Infinity
  const places = new Map<string, Place>()
  // The server names what is in memory by a model, where its place goes by the weights.
  const placeOfModel = new Map<string, string>()
  const asking = new Set<string>()

  function keyOf({ model: { digest, name }, evidence }: Model): string {
    const id = digest ?? name
    const key = evidence?.base ?? id
    if (placeOfModel.get(id) === key) return key
    if (placeOfModel.size >= limit) for (const known of [places, placeOfModel, asking]) known.clear()
    placeOfModel.set(id, key)
    // It was seen in memory before anybody knew its weights.
    const seen = places.get(id)
    if (places.delete(id)) places.set(key, { ...seen, ...places.get(key) })
    return key
  }

  function recall(of: Model): Place {
    return places.get(keyOf(of)) ?? {}
  }

  function own(of: Model): number | undefined {
    return windowOf(of.evidence) ?? recall(of).learnt
  }

  function forgetHeld(): void {
    for (const [key, { held: _held, ...place }] of places) places.set(key, place)
  }

  function see(loaded: readonly LoadedModel[] | undefined): void {
    seenAt = now()
    if (loaded === undefined) return forgetHeld()
    const held = new Map(
      loaded.flatMap(({ name, digest, context_length }) => {
        const key = placeOfModel.get(digest ?? name) ?? digest ?? name
        return context_length === undefined ? [] : [[key, context_length]]
      }),
    )
    // What left the memory may come back with another window of the server's.
    for (const [key, { asked }] of places) {
      if (held.has(key)) continue
      if (asked === undefined) places.delete(key)
      else places.set(key, { asked })
    }
    for (const [key, tokens] of held) places.set(key, { ...places.get(key), held: tokens })
  }

  return {
    seen: see,
    sent(of, asked) {
      places.set(keyOf(of), { ...recall(of), asked: asked ?? windowOf(of.evidence) ?? null })
    },
    begun(of, asked) {
      const { held: before, ...place } = recall(of)
      const tokens = asked ?? own(of)
      places.set(keyOf(of), { ...place, ...(tokens === undefined ? {} : { held: tokens }) })
      const isLearnt = asked === undefined && windowOf(of.evidence) === undefined
      if (!isLearnt || (tokens !== undefined && tokens === before) || asking.has(keyOf(of))) return false
      asking.add(keyOf(of))
      return true
    },
    learnt(of, loaded) {
      asking.delete(keyOf(of))
      if (loaded === undefined) return undefined
      see(loaded)
      const { asked, held } = recall(of)
      // Another chat may have been sent meanwhile.
      if (asked !== null || held === undefined) return undefined
      places.set(keyOf(of), { asked, held, learnt: held })
      return held
    },
    own,
    held: (of) => recall(of).held,
    mayChange(of) {
      const { asked, held } = recall(of)
      const window = own(of)
      if (typeof asked === 'number' && asked !== window) return true
      if (now() - seenAt >= freshForMs) return true
      return window !== undefined && held !== undefined && held !== window
    },
    change(of, asked) {
      const { held, asked: last } = recall(of)
      const requested = asked ?? own(of) ?? null
      if (held === undefined || held === requested) return undefined
      // What another client asked for may as well be the server's own.
      return requested === null && held !== last ? undefined : { loaded: held, requested }
    },
  }
}
