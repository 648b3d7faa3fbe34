'use client'
import type { Values } from '@venom/core'
import { useEffect, useLayoutEffect, useReducer, useState } from 'react'

import type { FormSource, ParameterForm } from './form.js'
import { createFormStore } from './form-store.js'

/** What a form takes that belongs to a component. */
export interface ParameterFormOptions extends FormSource {
  /** The set values, where the parent keeps them: it takes what `onValuesChange` brings in the same event, or the form goes back to these. */
  readonly values?: Values | undefined
  /** The set values to start with, where the form keeps them. Default: those that `sources` says are saved. */
  readonly defaultValues?: Values | undefined
  /** Called with all set values after each edit that changed them; never for what the parent brings itself. */
  readonly onValuesChange?: ((values: Values) => void) | undefined
}

/**
 * Makes a form that belongs to a component, and stays the same one. It follows `schema` and `sources`, keeping changes that are not
 * saved; the component itself is not rendered again by an edit, unless it keeps the values.
 */
export function useParameterForm(options: ParameterFormOptions): ParameterForm {
  const { schema, sources, values, defaultValues, onValuesChange } = options
  const isControlled = values !== undefined
  const [store] = useState(() => createFormStore({ schema, sources, values: values ?? defaultValues }))
  const [wasControlled] = useState(isControlled)
  const [, render] = useReducer((count: number) => count + 1, 0)

  useLayoutEffect(() => store.follow({ schema, sources }), [store, schema, sources])
  // After every render, also one that brings the same values: then the parent refused an edit.
  useLayoutEffect(() => {
    if (values !== undefined) store.adopt(values)
  })
  useLayoutEffect(
    () =>
      store.edited.subscribe(() => {
        onValuesChange?.(store.edited.get())
        if (isControlled) render()
      }),
    [store, onValuesChange, isControlled],
  )
  useEffect(() => {
    if (isControlled !== wasControlled) warnOfSwitch(wasControlled)
  }, [isControlled, wasControlled])

  return store.form
}

function warnOfSwitch(wasControlled: boolean): void {
  const [before, now] = wasControlled ? ['controlled', 'uncontrolled'] : ['uncontrolled', 'controlled']
  // oxlint-disable-next-line no-console -- a mistake in the host's code that nothing else would show
  console.error(`A parameter form changed from ${before} to ${now}. Give \`values\` always or never.`)
}
