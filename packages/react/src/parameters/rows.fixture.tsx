import { type GenerationSchema, resolve, type Values } from '@venom/core'
import { type ReactNode, useState } from 'react'

import type { ParameterForm } from './form.js'
import { createParameterForm } from './form-store.js'
import { ParameterField } from './parameter-field.js'

/** Rows of one form. */
export function Rows({ schema, saved, reported, edit }: RowsProps): ReactNode {
  const [form] = useState(() => {
    const sources = resolve(schema, [
      { name: 'runtime', standing: 'reported', values: reported ?? {} },
      { name: 'override', standing: 'set', values: saved ?? {} },
    ])
    const form = createParameterForm({ schema, sources })
    edit?.(form)
    return form
  })
  return (
    <div className="venom-parameter-form story-panel">
      <div>
        {form.get().names.map((name) => (
          <ParameterField key={name} form={form} name={name} layerLabels={{ runtime: 'llama-server' }} />
        ))}
      </div>
    </div>
  )
}

/** What rows are shown of. */
export interface RowsProps {
  readonly schema: GenerationSchema
  readonly saved?: Values
  readonly reported?: Values
  /** What is done to the form before it is shown. */
  readonly edit?: (form: ParameterForm) => void
}
