import { Ollama } from 'ollama'

import { fromStream } from './from-stream.mjs'
import { messages } from './request.mjs'

export const name = 'ollama-js'
export const title = 'ollama, the official client'

export function open(url, { model }) {
  const client = new Ollama({ host: url })
  return fromStream(
    () => client.chat({ model, messages, stream: true }),
    (part) => part.message.content,
  )
}
