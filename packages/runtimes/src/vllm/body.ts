import type { ChatRequest, Json } from '@venom/core'

import { toMessage } from '../adapter/openai-chat/messages.js'
import { toToolsAndFormat } from '../adapter/openai-chat/tools-and-format.js'

/**
 * The body of `POST /v1/chat/completions`. `wire` is what the table made of the parameters. Images and tools are sent unseen:
 * whether the model reads the ones and the server parses the others, vLLM says only when it refuses them.
 */
export function toBody(request: ChatRequest, model: string, wire: Readonly<Record<string, Json>>): string {
  return JSON.stringify({
    ...wire,
    model,
    messages: request.messages.map(toMessage),
    stream: true,
    stream_options: { include_usage: true },
    ...toToolsAndFormat(request),
  })
}
