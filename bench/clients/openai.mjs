import OpenAI from 'openai'

import { fromStream } from './from-stream.mjs'
import { messages } from './request.mjs'

export const name = 'openai'
export const title = 'openai; of Ollama it asks `/v1`, as it knows nothing else'

export function open(url, { model }) {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })
  const options = { model, messages, stream: true, stream_options: { include_usage: true } }
  return fromStream(
    () => client.chat.completions.create(options),
    (chunk) => chunk.choices[0]?.delta.content,
  )
}
