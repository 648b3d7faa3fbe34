import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { streamText } from 'ai'

import { fromStream } from './from-stream.mjs'
import { messages } from './request.mjs'

export const name = 'AI SDK'
export const title = 'ai with @ai-sdk/openai-compatible, `textStream`'

export function open(url, { id, model }) {
  const provider = createOpenAICompatible({ name: id, baseURL: `${url}/v1`, includeUsage: true })
  return fromStream(
    () => streamText({ model: provider(model), messages, maxRetries: 0 }).textStream,
    (text) => text,
  )
}
