import {
  type ChatOptions,
  type ChatRequest,
  type StartEvent,
  translate,
  type Translation,
  type TranslationReport,
  type Values,
} from '@venom/core'

import type { PreparedChat } from '../adapter/stream-chat.js'
import type { ReloadDetail } from './answer-window.js'
import { checkRequest, toBody } from './body.js'
import { toServerFacts } from './facts.js'
import type { Knowledge, Known } from './knowledge.js'
import { mappingsFor } from './mappings.js'
import type { Windows } from './windows.js'

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

/** Whether the server is worth asking with which window a model is in memory, before this chat is sent. */
export function mayReload({ start }: PreparedChat, known: Known, windows: Windows): boolean {
  return sentWindow(start) !== undefined || windows.mayChange(known)
}

/**
 * Makes a chat ready of which something has to be asked: what is not known of the model, and, where the chat may want another window
 * than the last one, with which one the model is in memory. @throws {VenomError} what `prepareChat` throws, `model.unknown`, `runtime.*`.
 */
export async function prepareAsking(
  knowledge: Knowledge,
  request: ChatRequest,
  signal: AbortSignal,
  options?: ChatOptions,
): Promise<PreparedChat> {
  const { windows } = knowledge
  const known = knowledge.recall(request.model) ?? (await knowledge.learn(request.model, signal))
  const chat = prepareChat(request, known, options)
  if (!mayReload(chat, known, windows)) return chat
  await knowledge.see(signal)
  const change = windows.change(known, sentWindow(chat.start))
  if (change === undefined) return chat
  const detail: ReloadDetail = { model: known.model.name, ...change }
  return { ...chat, warnings: [{ type: 'warning', code: 'runtime.reload', detail }] }
}

/** Values in the words of the server, as far as it honours them for this model. */
export function say({ version, isNewEngine, model, evidence }: Known, values: Values, isStrict = false): Translation {
  const facts = toServerFacts(version, model, evidence, isNewEngine)
  return translate(mappingsFor(facts.engine, evidence), facts, values, { strict: isStrict })
}

/** The window that a chat asks for, in tokens; undefined where it asks for none. */
export function sentWindow({ translation }: StartEvent): number | undefined {
  return windowIn(translation)
}

/** The window that was sent, in tokens; undefined where none was. */
export function windowIn({ entries }: TranslationReport): number | undefined {
  const sent = entries.find(({ name }) => name === 'context_length')?.sent
  // A fraction is cut by the server.
  return typeof sent === 'number' ? Math.trunc(sent) : undefined
}
