import { catalogue, checkRules, families, type GenerationParameter } from '@venom/core'
import { describe, expect, test } from 'vitest'

import { chatText } from '../chat/text/en.js'
import { modelsText } from '../models/text/en.js'
import { parametersText } from '../parameters/text/en.js'
import type { Texts } from '../text/message.js'
import { tuningText } from '../tuning/text/en.js'
import { pl } from './pl.js'
import { schemaTextsPl } from './pl-schema.js'

const areas: readonly (readonly [string, Texts, Texts | undefined])[] = [
  ['parameters', parametersText, pl.texts.parameters],
  ['tuning', tuningText, pl.texts.tuning],
  ['chat', chatText, pl.texts.chat],
  ['models', modelsText, pl.texts.models],
]

/** The names in braces of a text, in every plural of it. */
function slots(text: Texts[string] | undefined): readonly string[][] {
  const forms = text === undefined || typeof text === 'string' ? [text ?? ''] : Object.values(text)
  return forms.map((form: string) => [...new Set(form.match(/\{\w+\}/g))].sort())
}

// That every key is there is a matter of types; what stands in braces is not.
describe.each(areas)('Polish of %s', (_area, english, polish) => {
  test('has the same slots in every text and every plural', () => {
    const different = Object.keys(english).filter((key) => {
      const [expected] = slots(english[key])
      return slots(polish?.[key]).some((found) => String(found) !== String(expected))
    })

    expect(different).toEqual([])
  })

  test('has all plurals of Polish where English has a plural', () => {
    const missing = Object.entries(polish ?? {}).filter(
      ([, text]) =>
        typeof text !== 'string' && (text.one === undefined || text.few === undefined || text.many === undefined),
    )

    expect(missing).toEqual([])
  })
})

test('every text of the catalogue has its Polish', () => {
  const parameters: readonly GenerationParameter[] = Object.values(catalogue)
  const texts = parameters.flatMap(({ label, desc, warn, unit }) => [label, desc, warn, unit])

  expect(texts.filter((text) => text !== undefined && !Object.hasOwn(schemaTextsPl, text))).toEqual([])
})

test('what families say of parameters has its Polish', () => {
  const texts = families.flatMap(({ patch }) => Object.values(patch ?? {}).flatMap(({ desc, warn }) => [desc, warn]))

  expect(texts.filter((text) => text !== undefined && !Object.hasOwn(schemaTextsPl, text))).toEqual([])
})

test('every broken rule has its Polish', () => {
  const issues = [
    ...checkRules({ dry_sequence_breakers: [], ignore_eos: true, max_tokens: -1, stop: [] }),
    ...checkRules({ min_tokens: 9, max_tokens: 8 }),
  ]

  expect(issues.map(({ message }) => Object.hasOwn(schemaTextsPl, message))).toEqual([true, true, true])
})
