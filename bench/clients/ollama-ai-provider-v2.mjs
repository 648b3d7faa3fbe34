import { streamText } from 'ai'
import { createOllama } from 'ollama-ai-provider-v2'

import { fromStream } from './from-stream.mjs'
import { messages } from './request.mjs'

export const name = 'ollama-ai-provider-v2'
export const title = 'ai with ollama-ai-provider-v2, `textStream`'

export function open(url, { model }) {
  const provider = createOllama({ baseURL: `${url}/api` })
  return fromStream(
    () => streamText({ model: provider(model), messages, maxRetries: 0 }).textStream,
    (text) => text,
  )
}
