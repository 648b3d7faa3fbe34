'use client'
import type { GenerationSchema, ParameterValue } from '@venom/core'

import { useWords } from '../parameters/use-words.js'
import { useTuningText } from './text/use-tuning-text.js'

/** Says names and values of a schema, also of parameters that it has no more. */
export interface ValueWords {
  readonly label: (name: string) => string
  /** A value; undefined is said as not set. */
  readonly value: (name: string, value: ParameterValue | undefined) => string
}

/** Gives the words for values of a schema. */
export function useValueWords(schema: GenerationSchema): ValueWords {
  const words = useWords()
  const say = useTuningText()
  const find = (name: string) => (Object.hasOwn(schema, name) ? schema[name] : undefined)
  return {
    label(name) {
      const label = find(name)?.label
      return label === undefined ? name : words.text(label)
    },
    value(name, value) {
      if (value === undefined) return say('notSet')
      const parameter = find(name)
      return parameter === undefined ? String(value) : words.value(parameter, value)
    },
  }
}
