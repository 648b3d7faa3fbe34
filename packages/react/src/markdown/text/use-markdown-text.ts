'use client'
import type { Translate } from '../../text/message.js'
import { createUseText } from '../../text/use-text.js'
import { markdownText } from './en.js'

/** Says the texts of this area in the language at hand. */
export const useMarkdownText: () => Translate<typeof markdownText> = createUseText(
  markdownText,
  (texts) => texts.markdown,
)
