import {
  type Answer,
  capabilities,
  isErrorCode,
  type ParameterValue,
  type Phase,
  type ProgressEvent,
  type Timings,
  type TranslationEntry,
  type TranslationReport,
  type Usage,
  type Values,
  VenomError,
} from '@venom/core'

import { anyJson, flag, list, maybe, number, numbers, oneOf, record, text } from './read-json.js'

const phases = [
  'connected',
  'headers',
  'first_byte',
  'first_token',
  'first_text',
  'queue',
  'load',
  'prefill',
] as const satisfies readonly Phase[]
const timings = [...phases, 'decode', 'total'] as const satisfies readonly (keyof Timings)[]
const usage = ['prompt_tokens', 'completion_tokens', 'cached_tokens'] as const satisfies readonly (keyof Usage)[]

/** An answer as JSON. Of its error, what a person and a program need of it is kept, but no cause. */
export function toAnswerJson({ error, ...answer }: Answer): unknown {
  if (error === undefined) return answer
  const { code, message, retryable, details } = error
  return { ...answer, error: { code, message, retryable, details } }
}

/** Reads an answer. @throws {TypeError} */
export function readAnswer(json: unknown): Answer {
  const from = record(json)
  const model = maybe(from['model'], text)
  const translation = maybe(from['translation'], readReport)
  const progress = maybe(from['progress'], readProgress)
  const reason = maybe(from['reason'], (word) => oneOf(word, ['stop', 'length', 'tool_calls', 'other'] as const))
  const error = maybe(from['error'], readError)
  return {
    state: oneOf(from['state'], ['waiting', 'writing', 'finished', 'failed', 'cancelled'] as const),
    text: text(from['text']),
    reasoning: text(from['reasoning']),
    tool_calls: list(from['tool_calls'], readCall),
    usage: numbers(from['usage'], usage),
    timings: numbers(from['timings'], timings),
    warnings: list(from['warnings'], readWarning),
    ...(model !== undefined && { model }),
    ...(translation !== undefined && { translation }),
    ...(progress !== undefined && { progress }),
    ...(reason !== undefined && { reason }),
    ...(error !== undefined && { error }),
  }
}

/** Reads values by name. @throws {TypeError} */
export function readValues(json: unknown): Values {
  return Object.fromEntries(Object.entries(record(json)).map(([name, value]) => [name, readValue(value)]))
}

function readValue(json: unknown): ParameterValue {
  if (typeof json === 'number' || typeof json === 'boolean' || typeof json === 'string') return json
  return list(json, text)
}

function readCall(json: unknown): Answer['tool_calls'][number] {
  const from = record(json)
  return { call_id: text(from['call_id']), name: text(from['name']), arguments: anyJson(from['arguments']) }
}

function readWarning(json: unknown): Answer['warnings'][number] {
  const from = record(json)
  return { code: text(from['code']), detail: anyJson(from['detail']) }
}

function readProgress(json: unknown): ProgressEvent {
  const from = record(json)
  return {
    type: 'progress',
    phase: oneOf(from['phase'], phases),
    at_ms: number(from['at_ms']),
    ...numbers(json, ['done', 'total'] as const),
  }
}

function readReport(json: unknown): TranslationReport {
  const from = record(json)
  const server = record(from['server'])
  const engine = maybe(server['engine'], text)
  return {
    server: {
      kind: text(server['kind']),
      version: server['version'] === null ? null : text(server['version']),
      ...(engine !== undefined && { engine }),
      // What a newer version may know more of is no reason to lose the chat.
      capabilities: list(server['capabilities'], text).flatMap(
        (word) => capabilities.find((known) => known === word) ?? [],
      ),
    },
    entries: list(from['entries'], readEntry),
  }
}

function readEntry(json: unknown): TranslationEntry {
  const from = record(json)
  const reason = maybe(from['reason'], text)
  return {
    name: text(from['name']),
    wire_name: from['wire_name'] === null ? null : text(from['wire_name']),
    requested: readValue(from['requested']),
    sent: anyJson(from['sent']),
    action: oneOf(from['action'], ['sent', 'clamped', 'emulated', 'dropped'] as const),
    ...(reason !== undefined && { reason }),
  }
}

function readError(json: unknown): VenomError {
  const from = record(json)
  const code = from['code']
  const details = Object.fromEntries(
    Object.entries(record(from['details'])).map(([name, value]) => [name, anyJson(value)]),
  )
  // A newer version may know more codes.
  return new VenomError(isErrorCode(code) ? code : 'server.internal', text(from['message']), {
    retryable: flag(from['retryable']),
    details,
  })
}
