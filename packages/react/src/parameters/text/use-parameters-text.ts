'use client'
import type { Translate } from '../../text/message.js'
import { createUseText } from '../../text/use-text.js'
import { parametersText } from './en.js'

/** Says the texts of this area in the language at hand. */
export const useParametersText: () => Translate<typeof parametersText> = createUseText(
  parametersText,
  (texts) => texts.parameters,
)
