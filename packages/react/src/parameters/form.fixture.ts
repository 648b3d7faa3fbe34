import { catalogue, type GenerationSchema, resolve } from '@venom/core'

import type { FieldState, FormSource, ParameterForm } from './form.js'

const { temperature, top_k, top_p, max_tokens, stop, mirostat, ignore_eos } = catalogue

/** A schema with every kind of parameter, one dependency and one rule. */
export const schema: GenerationSchema = { temperature, top_k, top_p, max_tokens, stop, mirostat, ignore_eos }

/** What a server says of a model with these values saved: its manifest sets `top_k`, its runtime reports two. */
export function saved(values: FormSource['values'] = {}, of: GenerationSchema = schema): FormSource {
  const sources = resolve(of, [
    { name: 'manifest', standing: 'set', values: { top_k: 20 } },
    { name: 'runtime', standing: 'reported', values: { temperature: 0.8, max_tokens: 1024 } },
    { name: 'override', standing: 'set', values },
  ])
  return { schema: of, sources }
}

/** A field that must be there. */
export function field(form: ParameterForm, name: string): FieldState {
  const found = form.get().fields[name]
  if (found === undefined) throw new Error(`There is no field ${name}.`)
  return found
}
