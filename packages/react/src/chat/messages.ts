import type { Message } from '@venom/core'

import type { Turn } from './turn.js'

/**
 * A conversation as a model is asked. An answer that broke off counts with the text it has. A turn before the last whose answer
 * has no text is left out: two questions in a row are refused by the templates of many models.
 */
export function toMessages(turns: readonly Turn[]): readonly Message[] {
  return turns.flatMap(({ content, answer }, index): Message[] => {
    const question: Message = { role: 'user', content }
    if (index === turns.length - 1) return [question]
    return answer.text === '' ? [] : [question, { role: 'assistant', content: answer.text }]
  })
}
