import type { ChatRequest, Message, ParameterValue } from '@venom/core'

import { isRecord, refuse, type Refusal } from './openai-error.js'
import { checkFields } from './openai-fields.js'

/** A request in the protocol of OpenAI's chat completions, as one of ours. */
export interface DecodedRequest {
  readonly ok: true
  readonly request: ChatRequest
  readonly stream: boolean
  readonly includeUsage: boolean
}

/** As many as our own routes take. */
const maxMessages = 10_000

// Those that go by another name or form than ours.
const renamed = new Set(['max_tokens', 'max_completion_tokens', 'stop'])

/**
 * Reads the body of `POST /v1/chat/completions`. Text only: what would change the answer and is not done is refused by name;
 * what would not is ignored. Every other field is taken for a generation parameter of ours, so that `top_k` and those that a
 * manifest adds work; unknown names are refused where the request is checked. What the caller leaves out stays out: OpenAI's
 * own defaults never stand before saved overrides. Text parts are joined by line breaks, as llama.cpp and vLLM do.
 */
export function decodeChatCompletion(body: unknown): DecodedRequest | Refusal {
  if (!isRecord(body)) return refuse('The body is not a JSON object.', null)
  const { model, messages, stream, stream_options: streamOptions } = body
  if (typeof model !== 'string' || model === '')
    return refuse('`model` is missing. Name one of GET /v1/models.', 'model')
  if (!isAbsent(stream) && typeof stream !== 'boolean') return refuse('`stream` is either true or false.', 'stream')
  const decoded = decodeMessages(messages)
  if (!decoded.ok) return decoded
  const fields = checkFields(body)
  if (!fields.ok) return fields
  const params = decodeParams(body, fields.others)
  if (!params.ok) return params
  const request = { model, messages: decoded.messages, generation_params: params.values }
  const includeUsage = isRecord(streamOptions) && streamOptions['include_usage'] === true
  return { ok: true, request, stream: stream === true, includeUsage }
}

type Decoded<T> = ({ readonly ok: true } & T) | Refusal

function decodeMessages(messages: unknown): Decoded<{ readonly messages: readonly Message[] }> {
  if (Array.isArray(messages) && messages.length > maxMessages)
    return refuse(`\`messages\` has more than ${maxMessages} entries.`, 'messages')
  if (!Array.isArray(messages) || messages.length === 0)
    return refuse('`messages` is a list of at least one turn.', 'messages')
  const decoded: Message[] = []
  for (const [index, entry] of messages.entries()) {
    const message = decodeMessage(entry, `messages.${index}`)
    if (!message.ok) return message
    decoded.push(message.message)
  }
  return { ok: true, messages: decoded }
}

function decodeMessage(entry: unknown, path: string): Decoded<{ readonly message: Message }> {
  if (!isRecord(entry)) return refuse('A message is an object with `role` and `content`.', path)
  if (!isAbsent(entry['tool_calls'])) return refuse('Tool calls are not supported here.', `${path}.tool_calls`)
  const role = entry['role'] === 'developer' ? 'system' : entry['role']
  if (role !== 'system' && role !== 'user' && role !== 'assistant') {
    return refuse('`role` is one of system, developer, user, assistant.', `${path}.role`)
  }
  const content = decodeContent(entry['content'], `${path}.content`)
  return content.ok ? { ok: true, message: { role, content: content.text } } : content
}

function decodeContent(content: unknown, path: string): Decoded<{ readonly text: string }> {
  if (typeof content === 'string') return { ok: true, text: content }
  if (!Array.isArray(content)) return refuse('`content` is a text or a list of text parts.', path)
  const texts: string[] = []
  for (const [index, part] of content.entries()) {
    const text: unknown = isRecord(part) && part['type'] === 'text' ? part['text'] : undefined
    if (typeof text !== 'string') return refuse('Only parts of type text are supported here.', `${path}.${index}`)
    texts.push(text)
  }
  return { ok: true, text: texts.join('\n') }
}

function decodeParams(
  body: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Decoded<{ readonly values: Readonly<Record<string, ParameterValue>> }> {
  const values: [string, ParameterValue][] = []
  const limitName = isAbsent(body['max_completion_tokens']) ? 'max_tokens' : 'max_completion_tokens'
  const limit = body[limitName]
  if (!isAbsent(limit)) {
    if (typeof limit !== 'number') return refuse(`\`${limitName}\` is a number.`, limitName)
    values.push(['max_tokens', limit])
  }
  const stop = typeof body['stop'] === 'string' ? [body['stop']] : body['stop']
  if (!isAbsent(stop)) {
    if (!isTexts(stop)) return refuse('`stop` is a text or a list of texts.', 'stop')
    values.push(['stop', stop])
  }
  for (const name of names) {
    if (renamed.has(name)) continue
    const value = body[name]
    if (isAbsent(value)) continue
    if (!isParameterValue(value)) return refuse(`\`${name}\` is not supported here.`, name)
    values.push([name, value])
  }
  return { ok: true, values: Object.fromEntries(values) }
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

function isParameterValue(value: unknown): value is ParameterValue {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' || isTexts(value)
}
