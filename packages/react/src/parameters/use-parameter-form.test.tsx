import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'

import { saved } from './form.fixture.js'
import { useField } from './use-field.js'
import { useForm } from './use-form.js'
import { useParameterForm } from './use-parameter-form.js'

test('a server renders the values and who set them', () => {
  function Form(): ReactNode {
    const form = useParameterForm(saved({ temperature: 0.65 }))
    const field = useField(form, 'temperature')
    const { changes } = useForm(form)
    return JSON.stringify([field?.value, field?.layer, changes])
  }

  expect(renderToString(<Form />)).toBe('[0.65,&quot;override&quot;,0]')
})
