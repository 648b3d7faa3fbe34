import { type ResponseFormat, VenomError } from '@venom/core'
import type { GbnfJsonSchema, LlamaGrammar } from 'node-llama-cpp'

import { excerpt } from '../adapter/failure.js'
import type { LoadedModel } from './context.js'
import { toGrammarSchema } from './json-schema.js'

/** Makes the grammar once the model is there; null where the form of the answer is free. */
export type GrammarMaker = (loaded: LoadedModel) => Promise<LlamaGrammar | null>

/**
 * Checks a response format before anything is loaded.
 * @throws {VenomError} `runtime.unsupported` when the library would not enforce all of the schema.
 */
export function prepareGrammar(format: ResponseFormat | undefined): GrammarMaker {
  if (format === undefined) return () => Promise.resolve(null)
  if (format.type === 'json') return ({ llama }) => llama.getGrammarFor('json')
  const schema = toGrammarSchema(format.schema)
  return async ({ llama }) => {
    try {
      return await llama.createGrammarForJsonSchema<GbnfJsonSchema>(schema)
    } catch (cause) {
      const words = excerpt(cause instanceof Error ? cause.message : String(cause)).slice(0, 300)
      throw new VenomError(
        'runtime.rejected',
        `The schema of response_format makes no grammar: ${words}. Correct it.`,
        { cause },
      )
    }
  }
}
