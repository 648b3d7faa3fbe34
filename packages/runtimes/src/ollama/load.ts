import { type Json, type Values, VenomError } from '@venom/core'

import { ask } from '../adapter/ask.js'
import { tryParse } from '../adapter/read-json.js'
import type { Transport } from '../adapter/transport.js'
import { toServerError } from './failure.js'
import type { Known } from './knowledge.js'
import { say, windowIn } from './prepare.js'
import { orderReply } from './wire.js'

/** Longest that a model may take to load, in milliseconds: the largest ones come from slow disks. */
const loadTimeoutMs = 3_600_000

/**
 * Takes a model into memory as a chat with these values would, so that the chat finds it there: of them only the window counts. An
 * abort gives up waiting; the server may go on loading. Returns the window that was asked for, in tokens. @throws {VenomError} `runtime.*` in the server's own words.
 */
export async function loadModel(
  transport: Transport,
  known: Known,
  values: Values,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const { context_length } = values
  const { wire, report } = say(known, context_length === undefined ? {} : { context_length })
  await order(transport, known.model.name, wire, 'load', signal)
  return windowIn(report)
}

/** Lets a model go once its running answers ended. @throws {VenomError} `runtime.*` in the server's own words. */
export function unloadModel(transport: Transport, { model }: Known, signal?: AbortSignal): Promise<void> {
  return order(transport, model.name, { keep_alive: 0 }, 'unload', signal)
}

/** A chat without messages is Ollama's way to load a model and to let it go. */
async function order(
  transport: Transport,
  model: string,
  fields: Readonly<Record<string, Json>>,
  expected: 'load' | 'unload',
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = { timeoutMs: loadTimeoutMs, ...(signal === undefined ? {} : { signal }) }
  const body = JSON.stringify({ ...fields, model, messages: [] })
  const reply = await ask(transport, 'POST', '/api/chat', options, body)
  if (reply.status !== 200) throw toServerError(reply.status, reply.text, transport.url)
  const parsed = orderReply.safeParse(tryParse(reply.text))
  if (parsed.success && parsed.data.done_reason === expected) return
  const message = `${transport.url} was told to ${expected} “${model}” and said something else: ${reply.said}`
  throw new VenomError('runtime.foreign', message, { details: { server: transport.url } })
}
