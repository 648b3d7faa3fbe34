'use client'
import type { GenerationParameter, Issue, ParameterValue, Standing } from '@venom/core'

import { useLanguage } from '../text/language-provider.js'
import { formatNumber } from '../text/format-number.js'
import { numberText } from './arithmetic/number-text.js'
import { sliderRange } from './arithmetic/slider-range.js'
import { showEntry } from './fields/entries.js'
import type { FieldState } from './form.js'
import { isNumeric } from './form-data.js'
import { useParametersText } from './text/use-parameters-text.js'
import { useSchemaText } from './use-schema-text.js'

/** Names of layers for people, such as `{ runtime: 'llama-server' }`; a layer that is not in it has the kit's own word. */
export type LayerLabels = Readonly<Record<string, string>>

const layerWords = {
  'built-in': 'layerBuiltIn',
  family: 'layerFamily',
  manifest: 'layerManifest',
  runtime: 'layerRuntime',
  override: 'layerOverride',
  request: 'layerRequest',
} as const

/** Words for what a form shows, in the language at hand. */
export interface Words {
  readonly say: ReturnType<typeof useParametersText>
  /** A text of the schema. */
  readonly text: (english: string) => string
  /** A number as its field shows it. */
  readonly number: (parameter: GenerationParameter, value: number) => string
  /** Any value, in a sentence. */
  readonly value: (parameter: GenerationParameter, value: ParameterValue) => string
  /** Who set a value. */
  readonly layer: (layer: string, standing: Standing, labels?: LayerLabels) => string
  /** What is wrong and what to do: in the kit's words, of a refusal in the server's. */
  readonly issue: (issue: Issue, field: FieldState) => string
  /** A number that is read and not edited: with groups, and without decimals that only fill up. */
  readonly end: (value: number) => string
  /** The hard range with its unit; nothing where there is none. */
  readonly range: (parameter: GenerationParameter) => string
}

/** Gives the words of a form. */
export function useWords(): Words {
  const { tag } = useLanguage()
  const say = useParametersText()
  const text = useSchemaText()

  const number = (parameter: GenerationParameter, value: number): string =>
    numberText(value, tag, isNumeric(parameter) ? (sliderRange(parameter)?.step ?? parameter.step) : undefined)

  const end = (value: number): string => formatNumber(tag, value)

  const value = (parameter: GenerationParameter, given: ParameterValue): string => {
    if (typeof given === 'number') return parameter.type === 'int' ? end(given) : number(parameter, given)
    if (typeof given === 'boolean') return say(given ? 'on' : 'off')
    if (typeof given === 'string') return given === '' ? say('empty') : text(given)
    if (!isTexts(given)) return JSON.stringify(given)
    return given.length === 0 ? say('none') : given.map(showEntry).join(', ')
  }

  const layer: Words['layer'] = (name, standing, labels = {}) => {
    if (Object.hasOwn(labels, name) && labels[name] !== undefined) return labels[name]
    if (standing === 'assumed') return say('serverDecides')
    return isKnown(name) ? say(layerWords[name]) : text(name)
  }

  const issue: Words['issue'] = (found, field) => {
    const { saved, parameter, refused } = field
    const words = refused.includes(found) ? undefined : wrong(found, field)
    if (words === undefined) return text(found.message)
    return `${words} ${saved === undefined ? say('notUsed') : say('savedStays', { value: value(parameter, saved) })}`
  }

  function wrong({ code, limit, path }: Issue, { name, parameter, value: held }: FieldState): string | undefined {
    if (code === 'parameter.type') return wrongType(parameter)
    if (code === 'parameter.option') return say('noOption', { value: value(parameter, entryOf(held, path)) })
    if (typeof limit !== 'number') return undefined
    if (code === 'parameter.max') return say('atMost', { limit: end(limit) })
    if (code === 'parameter.min') return say('atLeast', { limit: end(limit) })
    if (code !== 'parameter.length') return undefined
    if (Array.isArray(held) && path === name) return say('tooManyEntries', { limit })
    return limit === 1 ? say('emptyEntry') : say('tooLong', { limit })
  }

  function wrongType(parameter: GenerationParameter): string {
    if (!isNumeric(parameter)) return say('wrongType')
    const example = number(parameter, parameter.default)
    return say(parameter.type === 'int' ? 'noWholeNumber' : 'noNumber', { example })
  }

  const range: Words['range'] = (parameter) => {
    if (!isNumeric(parameter)) return ''
    const [min, max] = [parameter.min, parameter.max].map((value) => (value === undefined ? value : end(value)))
    const ends = min !== undefined && max !== undefined ? say('range', { min, max }) : endOf(min, max)
    return parameter.unit === undefined ? ends : `${ends} ${text(parameter.unit)}`.trim()
  }

  function endOf(min: string | undefined, max: string | undefined): string {
    if (min !== undefined) return say('rangeFrom', { min })
    return max === undefined ? '' : say('rangeTo', { max })
  }

  return { say, text, number, end, value, layer, issue, range }
}

/** A type that the kit does not know can bring any value. */
function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

function isKnown(layer: string): layer is keyof typeof layerWords {
  return Object.hasOwn(layerWords, layer)
}

/** The value that an issue means: `stop.2` is the third entry. */
function entryOf(value: ParameterValue, path: string): ParameterValue {
  const index = Number(path.slice(path.lastIndexOf('.') + 1))
  return typeof value === 'object' ? (value[index] ?? value) : value
}
