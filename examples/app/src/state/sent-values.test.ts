import { catalogue } from '@venom/core'
import { createParameterForm } from '@venom/react/parameters'
import { expect, test } from 'vitest'

import { sentValues } from './sent-values.js'

const { temperature, top_p, top_k } = catalogue
const schema = { temperature, top_p, top_k }

test('overrides are sent, then what a manifest set; what is only assumed or reported is not', () => {
  const form = createParameterForm({
    schema,
    sources: {
      temperature: { layer: 'manifest', standing: 'set', value: 0.4, beaten: [] },
      top_p: { layer: 'override', standing: 'set', value: 0.8, beaten: [] },
      top_k: { layer: 'runtime', standing: 'reported', value: 20, beaten: [] },
    },
  })

  expect(sentValues(form.get())).toEqual([
    { name: 'top_p', value: 0.8, isYours: true },
    { name: 'temperature', value: 0.4, isYours: false },
  ])
})

test('a change that is not applied is not sent', () => {
  const form = createParameterForm({ schema })

  form.set('temperature', 1.5)

  expect(sentValues(form.get())).toEqual([])
})
