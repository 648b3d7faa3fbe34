import { type ChatRequest, type ContentPart, type Json, type Message, VenomError } from '@venom/core'

import type { Description } from './describe.js'

/** The body of `POST /v1/chat/completions`. `wire` is what the table made of the parameters; `samplers` are the server's own. */
export function toBody(
  request: ChatRequest,
  model: string,
  wire: Readonly<Record<string, Json>>,
  samplers: readonly string[],
): string {
  return JSON.stringify({
    ...wire,
    ...withAdaptive(wire, samplers),
    model,
    messages: request.messages.map(toMessage),
    stream: true,
    stream_options: { include_usage: true },
    return_progress: true,
    ...(request.tools === undefined || request.tools.length === 0 ? {} : { tools: request.tools.map(toTool) }),
    ...(request.response_format === undefined ? {} : { response_format: toFormat(request.response_format) }),
  })
}

/** The adaptive sampler stands in no server's own list (0.7.0): its target is without effect unless it is named, last. */
function withAdaptive(
  wire: Readonly<Record<string, Json>>,
  samplers: readonly string[],
): { samplers?: readonly string[] } {
  const target = wire['adaptive_target']
  if (typeof target !== 'number' || target < 0 || samplers.length === 0) return {}
  return { samplers: samplers.includes('adaptive_p') ? samplers : [...samplers, 'adaptive_p'] }
}

/** Looks whether the server can do what is asked. @throws {VenomError} `runtime.unsupported` when the request asks for what this server cannot do. */
export function checkRequest(request: ChatRequest, { server }: Description): void {
  const hasImage = request.messages.some(({ content }) => typeof content !== 'string' && content.some(isImage))
  if (!hasImage || server.capabilities.includes('images')) return
  throw new VenomError(
    'runtime.unsupported',
    'The model on this llama-server reads no images. Send text only, or start it with a projector (--mmproj).',
  )
}

function isImage(part: ContentPart): boolean {
  return part.type === 'image'
}

function toMessage(message: Message): Json {
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

function toTool(tool: NonNullable<ChatRequest['tools']>[number]): Json {
  const { name, description, parameters } = tool
  return { type: 'function', function: { name, parameters, ...(description === undefined ? {} : { description }) } }
}

function toFormat(format: NonNullable<ChatRequest['response_format']>): Json {
  if (format.type === 'json') return { type: 'json_object' }
  return { type: 'json_schema', json_schema: { name: 'answer', schema: format.schema } }
}
