'use client'
import type { Translate } from '../../text/message.js'
import { createUseText } from '../../text/use-text.js'
import { chatText } from './en.js'

/** Says the texts of this area in the language at hand. */
export const useChatText: () => Translate<typeof chatText> = createUseText(chatText, (texts) => texts.chat)
