import {
  type ChatOptions,
  type ChatRequest,
  type StartEvent,
  translate,
  type Translation,
  type Values,
  type WarningEvent,
} from '@venom/core'

import type { PreparedChat } from '../adapter/stream-chat.js'
import type { Transport } from '../adapter/transport.js'
import { checkRequest, toBody } from './body.js'
import { findLoaded, type LoadedModel, readLoaded } from './describe.js'
import { toServerFacts } from './facts.js'
import type { Knowledge, Known } from './knowledge.js'
import { mappingsFor } from './mappings.js'
import type { TaggedModel } from './wire.js'

/**
 * Makes a chat ready. @throws {VenomError} `request.invalid`, `runtime.unsupported`, and in strict mode
 * `runtime.unsupported_parameters`.
 */
export function prepareChat(request: ChatRequest, known: Known, options: ChatOptions = {}): PreparedChat {
  checkRequest(request, known.evidence)
  const { wire, report } = say(known, request.generation_params ?? {}, options.strict === true)
  const { name } = known.model
  return {
    start: { type: 'start', model: name, translation: report },
    path: '/api/chat',
    body: toBody(request, name, wire),
  }
}

/**
 * Makes a chat ready of which something has to be asked: what is not known of the model, and, where the chat wants a window, with
 * which one the model is in memory. @throws {VenomError} what `prepareChat` throws, `model.unknown`, `runtime.*`.
 */
export async function prepareAsking(
  transport: Transport,
  knowledge: Knowledge,
  request: ChatRequest,
  signal: AbortSignal,
  options?: ChatOptions,
): Promise<PreparedChat> {
  const known = knowledge.recall(request.model) ?? (await knowledge.learn(request.model, signal))
  const chat = prepareChat(request, known, options)
  const window = sentWindow(chat.start)
  if (window === undefined) return chat
  const warnings = reloadWarnings(known.model, window, await readLoaded(transport, { signal }))
  return warnings.length === 0 ? chat : { ...chat, warnings }
}

/** Values in the words of the server, as far as it honours them for this model. */
export function say({ version, model, evidence }: Known, values: Values, isStrict = false): Translation {
  const facts = toServerFacts(version, model, evidence)
  return translate(mappingsFor(facts.engine, evidence), facts, values, { strict: isStrict })
}

/** The window that a chat asks for, in tokens; undefined where it asks for none. */
export function sentWindow({ translation }: StartEvent): number | undefined {
  const sent = translation.entries.find(({ name }) => name === 'context_length')?.sent
  return typeof sent === 'number' ? sent : undefined
}

/** Another window than the one that the model is in memory with loads it anew, which the answer waits for. */
function reloadWarnings(
  model: TaggedModel,
  requested: number,
  loaded: readonly LoadedModel[],
): readonly WarningEvent[] {
  const held = findLoaded(model, loaded)?.context_length
  if (held === undefined || held === requested) return []
  return [{ type: 'warning', code: 'runtime.reload', detail: { model: model.name, loaded: held, requested } }]
}
