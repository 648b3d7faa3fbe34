import type { ChatRequest, ContentPart, Json, Message } from '@venom/core'

/** A turn as OpenAI's chat protocol says it. What the model thought in earlier turns is not sent: templates drop it. */
export function toMessage(message: Message): Json {
  switch (message.role) {
    case 'tool':
      return { role: 'tool', tool_call_id: message.call_id, content: message.content }
    case 'assistant':
      return message.tool_calls === undefined
        ? { role: 'assistant', content: message.content }
        : { role: 'assistant', content: message.content, tool_calls: message.tool_calls.map(toCall) }
    case 'user':
      return {
        role: 'user',
        content: typeof message.content === 'string' ? message.content : message.content.map(toPart),
      }
    case 'system':
      return { role: 'system', content: message.content }
  }
}

/** Tells whether a request holds an image. */
export function hasImage({ messages }: ChatRequest): boolean {
  return messages.some(({ content }) => typeof content !== 'string' && content.some(isImage))
}

function isImage(part: ContentPart): boolean {
  return part.type === 'image'
}

function toCall(call: { readonly call_id: string; readonly name: string; readonly arguments: Json }): Json {
  return {
    id: call.call_id,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }
}

function toPart(part: ContentPart): Json {
  if (part.type === 'text') return { type: 'text', text: part.text }
  return { type: 'image_url', image_url: { url: `data:${part.media_type};base64,${part.data}` } }
}
