'use client'
import type { Translate } from '../../text/message.js'
import { createUseText } from '../../text/use-text.js'
import { tuningText } from './en.js'

/** Says the texts of this area in the language at hand. */
export const useTuningText: () => Translate<typeof tuningText> = createUseText(tuningText, (texts) => texts.tuning)
