import { VenomError } from '@venom/core'

import { excerpt } from './failure.js'

/** How many of a server's models an error names, and how much of each name. */
const maxNames = 20
const maxName = 200

/**
 * The error for a model that a server does not have, with the names of those that it has. Names are a stranger's words: few of
 * them are repeated, cut and without what could reach into a terminal.
 *
 * @param server Who has no such model, as the subject of a sentence.
 * @param cure What to do, as a sentence.
 */
export function unknownModel(server: string, model: string, names: readonly string[], cure: string): VenomError {
  const [asked, ...models] = [model, ...names.slice(0, maxNames)].map((name) => excerpt(name).slice(0, maxName))
  const more = names.length > maxNames ? `, and ${names.length - maxNames} more` : ''
  const message = `${excerpt(server)} has no model “${asked}”. It has: ${models.join(', ') || 'none'}${more}. ${cure}`
  return new VenomError('model.unknown', message, { details: { model: asked ?? '', models } })
}
