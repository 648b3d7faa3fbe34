import { VenomError } from '@venom/core'

import { excerpt } from '../adapter/failure.js'
import type { Library } from './library.js'
import { badModel } from './model-file.js'

/** What the queue says when it is full. */
export function busy(): VenomError {
  const message = 'The embedded model is answering, and another answer waits already. Ask again when one of them ended.'
  return new VenomError('runtime.busy', message)
}

/** The conversation has `used` tokens where it needs to have fewer than `limit`; null: so many that they were not counted. */
export function overflow(used: number | null, limit: number, least: '' | 'at least ' = ''): VenomError {
  const message = `The conversation has ${used === null ? 'far too many' : `${least}${used}`} tokens; the window has ${limit}, and the answer needs room too. Shorten it.`
  return new VenomError('chat.context_overflow', message, { details: { limit, used } })
}

/** The window, or the model itself, is too large for this machine. */
export function noMemory(cause?: unknown): VenomError {
  const message =
    "The model and its context window do not fit into this machine's memory. Open it with fewer contextTokens, or use a smaller model."
  return new VenomError('embedded.no_memory', message, { cause })
}

/** Makes what the library threw while it loaded a model ours. `log` is the last error that llama.cpp wrote. */
export function toLoadError(thrown: unknown, library: Library, path: string, log: string): VenomError {
  if (VenomError.is(thrown)) return thrown
  if (thrown instanceof library.InsufficientMemoryError) return noMemory(thrown)
  const words = excerpt(log || (thrown instanceof Error ? thrown.message : String(thrown))).slice(0, 300)
  return badModel(path, `was refused by llama.cpp (${words}).`, thrown)
}
