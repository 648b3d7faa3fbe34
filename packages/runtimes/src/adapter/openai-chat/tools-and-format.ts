import type { ChatRequest, Json } from '@venom/core'

/** The fields for tools and for the form of the answer, only where they were asked for: an empty list is refused by some servers. */
export function toToolsAndFormat({ tools, response_format }: ChatRequest): Readonly<Record<string, Json>> {
  return {
    ...(tools === undefined || tools.length === 0 ? {} : { tools: tools.map(toTool) }),
    ...(response_format === undefined ? {} : { response_format: toFormat(response_format) }),
  }
}

function toTool(tool: NonNullable<ChatRequest['tools']>[number]): Json {
  const { name, description, parameters } = tool
  return { type: 'function', function: { name, parameters, ...(description === undefined ? {} : { description }) } }
}

function toFormat(format: NonNullable<ChatRequest['response_format']>): Json {
  if (format.type === 'json') return { type: 'json_object' }
  return { type: 'json_schema', json_schema: { name: 'answer', schema: format.schema } }
}
