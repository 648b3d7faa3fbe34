import '../../theme/theme.css'

import { type GenerationParameter, resolve, type Values } from '@venom/core'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'

import { english, type Language } from '../../text/language.js'
import { LanguageProvider } from '../../text/language-provider.js'
import type { FieldState, ParameterForm } from '../form.js'
import { createParameterForm } from '../form-store.js'
import { ParameterField } from '../parameter-field.js'

interface Setting {
  readonly saved?: Values
  readonly reported?: Values
  readonly language?: Language
}

/** What a test of one field works with. */
export interface RenderedField {
  readonly form: ParameterForm
  /** What the form holds of the field. */
  readonly state: () => FieldState
  readonly unmount: () => Promise<void>
}

/** Shows one parameter, named `p`, in a column as wide as the docked panel. */
export async function renderField(
  parameter: GenerationParameter,
  { saved = {}, reported = {}, language = english }: Setting = {},
): Promise<RenderedField> {
  const schema = { p: parameter }
  const sources = resolve(schema, [
    { name: 'runtime', standing: 'reported', values: reported },
    { name: 'override', standing: 'set', values: saved },
  ])
  const form = createParameterForm({ schema, sources })
  const { unmount } = await render(
    <LanguageProvider language={language}>
      <div dir={language.direction ?? 'ltr'} className="venom-parameter-form" style={{ inlineSize: 308 }}>
        <ParameterField form={form} name="p" />
        <button type="button">elsewhere</button>
      </div>
    </LanguageProvider>,
  )
  const state = (): FieldState => {
    const field = form.get().fields['p']
    if (field === undefined) throw new Error('The field is gone.')
    return field
  }
  return { form, state, unmount }
}

/** The one element with this role. */
export function byRole(role: string): HTMLElement {
  const element = page.getByRole(role).element()
  if (!(element instanceof HTMLElement)) throw new Error(`The ${role} is no HTML element.`)
  return element
}
