import { streamText } from 'ai'
import { createOllama } from 'ai-sdk-ollama'

import { fromStream } from './from-stream.mjs'
import { messages } from './request.mjs'

export const name = 'ai-sdk-ollama'
export const title = 'ai with ai-sdk-ollama, `textStream`'

export function open(url, { model }) {
  const provider = createOllama({ baseURL: url })
  return fromStream(
    () => streamText({ model: provider(model), messages, maxRetries: 0 }).textStream,
    (text) => text,
  )
}
