import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { streamText } from 'ai'

import { fromStream } from './from-stream.mjs'
import { messages, model } from './request.mjs'

export const name = 'AI SDK'
export const title = 'AI SDK: ai + @ai-sdk/openai-compatible, textStream'

export function open(url) {
  const provider = createOpenAICompatible({ name: 'llama-server', baseURL: `${url}/v1`, includeUsage: true })
  return fromStream(
    () => streamText({ model: provider(model), messages, maxRetries: 0 }).textStream,
    (text) => text,
  )
}
