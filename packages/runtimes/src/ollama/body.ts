import { type ChatRequest, type ContentPart, type Json, type Message, VenomError } from '@venom/core'

import { hasImage } from '../adapter/openai-chat/messages.js'
import type { Evidence } from './evidence.js'

/** The body of `POST /api/chat`. `wire` is what the table made of the parameters. */
export function toBody(request: ChatRequest, model: string, wire: Readonly<Record<string, Json>>): string {
  return JSON.stringify({
    ...wire,
    model,
    messages: toMessages(request.messages),
    stream: true,
    // A conversation that does not fit is to be refused, not cut in silence. `shift` would say more of the same, but the model is
    // loaded for it: two clients of different minds would load it anew for each other, at every turn.
    truncate: false,
    ...(request.tools === undefined || request.tools.length === 0 ? {} : { tools: request.tools.map(toTool) }),
    ...(request.response_format === undefined ? {} : { format: toFormat(request.response_format) }),
  })
}

/**
 * Looks whether the server can do what is asked, where it would not say so itself.
 * @throws {VenomError} `request.invalid` for an empty conversation, `runtime.unsupported` for what would be ignored or do harm.
 */
export function checkRequest(request: ChatRequest, evidence: Evidence | undefined): void {
  if (request.messages.length === 0) {
    throw new VenomError(
      'request.invalid',
      'The conversation is empty: Ollama would only load the model. Say something.',
    )
  }
  const { capabilities } = evidence ?? {}
  if (capabilities !== undefined && !capabilities.includes('vision') && hasImage(request)) {
    throw unsupported(`“${request.model}” reads no images, and an older Ollama would leave them out. Send text only.`)
  }
  const { max_tokens, repeat_penalty, stop } = request.generation_params ?? {}
  if (Array.isArray(stop) && stop.includes('')) {
    throw unsupported('Ollama takes an empty stop text for one that it has met, and answers nothing. Leave it out.')
  }
  // A fraction is cut.
  if (typeof max_tokens === 'number' && max_tokens < 1) {
    throw unsupported('Ollama takes a `max_tokens` below 1 for no limit. Ask for at least 1.')
  }
  if (typeof repeat_penalty === 'number' && repeat_penalty <= 0) {
    throw unsupported('A `repeat_penalty` of 0 or less ends an older Ollama’s engine. Ask for more than 0.')
  }
}

function unsupported(message: string): VenomError {
  return new VenomError('runtime.unsupported', message)
}

/** A result has to say whose it is: of the calls before it, the last one with its id, as a turn may use the ids of another again. */
function toMessages(messages: readonly Message[]): readonly Json[] {
  const names = new Map<string, string>()
  return messages.map((message) => {
    if (message.role === 'assistant') for (const { call_id, name } of message.tool_calls ?? []) names.set(call_id, name)
    return toMessage(message, names)
  })
}

function toMessage(message: Message, names: ReadonlyMap<string, string>): Json {
  switch (message.role) {
    case 'tool': {
      const tool_name = names.get(message.call_id)
      const { call_id: tool_call_id, content } = message
      return { role: 'tool', content, tool_call_id, ...(tool_name === undefined ? {} : { tool_name }) }
    }
    case 'assistant': {
      const { content, tool_calls } = message
      return { role: 'assistant', content, ...(tool_calls === undefined ? {} : { tool_calls: tool_calls.map(toCall) }) }
    }
    case 'user':
      return { role: 'user', ...toContent(message.content) }
    case 'system':
      return { role: 'system', content: message.content }
  }
}

function toCall(
  call: { readonly call_id: string; readonly name: string; readonly arguments: Json },
  index: number,
): Json {
  return { id: call.call_id, function: { index, name: call.name, arguments: call.arguments } }
}

/** Ollama has one text a message, and its images beside it. */
function toContent(content: string | readonly ContentPart[]): { content: string; images?: readonly string[] } {
  if (typeof content === 'string') return { content }
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  const images = content.flatMap((part) => (part.type === 'image' ? [part.data] : []))
  return { content: texts.join('\n'), ...(images.length === 0 ? {} : { images }) }
}

function toTool({ name, description, parameters }: NonNullable<ChatRequest['tools']>[number]): Json {
  return { type: 'function', function: { name, parameters, ...(description === undefined ? {} : { description }) } }
}

function toFormat(format: NonNullable<ChatRequest['response_format']>): Json {
  return format.type === 'json' ? 'json' : format.schema
}
