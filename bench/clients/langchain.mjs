import { ChatOllama } from '@langchain/ollama'

import { fromStream } from './from-stream.mjs'
import { messages } from './request.mjs'

export const name = 'LangChain'
export const title = '@langchain/core with @langchain/ollama, `stream`'

export function open(url, { model }) {
  const chat = new ChatOllama({ baseUrl: url, model, maxRetries: 0 })
  return fromStream(
    () => chat.stream(messages),
    (chunk) => chunk.content,
  )
}
