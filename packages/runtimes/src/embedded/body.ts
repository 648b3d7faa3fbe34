import {
  type ChatRequest,
  type ContentPart,
  type Json,
  type Mapping,
  type Unsupported,
  type Message,
  type Translation,
  VenomError,
} from '@venom/core'
import type { ChatHistoryItem } from 'node-llama-cpp'
import * as z from 'zod/mini'

import { mappings } from './mappings.js'

const optionalNumber = z.exactOptional(z.number())
const optionalInt = z.exactOptional(z.int())
const optionalTexts = z.exactOptional(z.array(z.string()))

/** The options of one answer as the table words them: the names of the library's `LLamaChatPromptOptions`. */
const decodingOptions = z.object({
  temperature: optionalNumber,
  topP: optionalNumber,
  topK: optionalInt,
  minP: optionalNumber,
  seed: optionalInt,
  maxTokens: optionalInt,
  customStopTriggers: optionalTexts,
  repeatPenalty: z.exactOptional(
    z.object({
      penalty: optionalNumber,
      lastTokens: optionalInt,
      presencePenalty: optionalNumber,
      frequencyPenalty: optionalNumber,
    }),
  ),
  xtc: z.exactOptional(z.object({ probability: optionalNumber, threshold: optionalNumber })),
  dryRepeatPenalty: z.exactOptional(
    z.object({
      strength: optionalNumber,
      base: optionalNumber,
      allowedLength: optionalInt,
      lastTokens: optionalInt,
      sequenceBreakers: optionalTexts,
    }),
  ),
})

/** How one answer is decoded. Absent: the library's default. */
export type DecodingOptions = z.infer<typeof decodingOptions>

/**
 * Reads what the table made of the parameters.
 * @throws {VenomError} `runtime.rejected` that names what is of the wrong type or out of bounds: here we are the server.
 */
export function toDecodingOptions({ wire, report }: Translation): DecodingOptions {
  const read = decodingOptions.safeParse(wire)
  if (!read.success) throw rejected(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  const outside = report.entries.flatMap(({ name, sent }) => outOfBounds(name, sent, mappings[name]))
  if (outside.length > 0) throw rejected(outside)
  if (read.data.customStopTriggers?.includes('') === true) throw rejected(['stop: an empty text stops everything'])
  return read.data
}

function outOfBounds(name: string, sent: Json, row: Mapping | Unsupported | undefined): readonly string[] {
  const { min = -Infinity, max = Infinity } = row !== undefined && 'wire' in row ? row : {}
  if (typeof sent !== 'number' || (sent >= min && sent <= max)) return []
  return [`${name}: ${sent} is not between ${min} and ${max}`]
}

function rejected(problems: readonly string[]): VenomError {
  const message = `The embedded engine cannot use these parameters: ${problems.join('; ')}. Correct them.`
  return new VenomError('runtime.rejected', message, { details: { problems } })
}

/** Most messages of a conversation: the time that llama.cpp takes to tell their marks apart grows with the square of their number. */
const maxMessages = 2_000

/**
 * The conversation in the library's words. A last message of the assistant is continued.
 * @throws {VenomError} `request.invalid` without messages, `runtime.unsupported` for tools, images and more than 2,000 messages.
 */
export function toHistory(request: ChatRequest): readonly ChatHistoryItem[] {
  if (request.tools !== undefined && request.tools.length > 0) throw unsupported('tools', 'calls no tools')
  if (request.messages.length > maxMessages) throw unsupported('messages', `reads at most ${maxMessages} messages`)
  const last = request.messages.at(-1)
  if (last === undefined) throw new VenomError('request.invalid', 'The request has no messages. Send at least one.')
  const history = request.messages.map(toItem)
  return last.role === 'assistant' ? history : [...history, { type: 'model', response: [] }]
}

function toItem(message: Message, index: number): ChatHistoryItem {
  switch (message.role) {
    case 'system':
      return { type: 'system', text: message.content }
    case 'user':
      return { type: 'user', text: toText(message.content, index) }
    case 'tool':
      throw unsupported(`messages.${index}.role`, 'reads no results of tools')
    case 'assistant':
      if (message.tool_calls === undefined || message.tool_calls.length === 0) {
        return { type: 'model', response: [message.content] }
      }
      throw unsupported(`messages.${index}.tool_calls`, 'calls no tools')
  }
}

function toText(content: string | readonly ContentPart[], index: number): string {
  if (typeof content === 'string') return content
  return content.map((part, place) => textOf(part, `messages.${index}.content.${place}`)).join('')
}

function textOf(part: ContentPart, field: string): string {
  if (part.type === 'text') return part.text
  throw unsupported(field, 'reads no images')
}

function unsupported(field: string, what: string): VenomError {
  const message = `The embedded engine ${what} (${field}). Leave it out, or choose another runtime.`
  return new VenomError('runtime.unsupported', message, { details: { field } })
}
