'use client'
import type { Translate } from '../../text/message.js'
import { createUseText } from '../../text/use-text.js'
import { modelsText } from './en.js'

/** Says the texts of this area in the language at hand. */
export const useModelsText: () => Translate<typeof modelsText> = createUseText(modelsText, (texts) => texts.models)
