import { VenomError } from '@venom/core'

import { excerpt } from '../adapter/failure.js'
import { isObject, objectAt, textAt, tryParse } from '../adapter/read-json.js'
import type { Reply } from '../adapter/transport.js'
import { toServerError } from './failure.js'

/** A reply to loading an adapter that is not 200. */
export function toLoadError({ status, text }: Reply, id: string, path: string, server: string): VenomError {
  const said = wordsOf(text)
  if (said === null) return status === 404 ? withoutAdapters(server) : toServerError(status, text, server)
  if (said.includes('LoRA is not enabled')) return withoutAdapters(server)
  // A broken file is a 500 that the server survives; a dead engine is one too.
  const isUnusable = status === 400 || status === 404 || (status === 500 && !said.includes('EngineCore'))
  if (!isUnusable) return toServerError(status, text, server)
  const message = `vLLM cannot use the adapter “${id}” at ${path}: ${said}`
  return new VenomError('adapter.unusable', message, { details: { server, adapter: id, path } })
}

/** A reply to letting an adapter go that is not 200. */
export function toUnloadError({ status, text }: Reply, id: string, server: string): VenomError {
  if (status !== 404) return toServerError(status, text, server)
  if (wordsOf(text) === null) return withoutAdapters(server)
  return new VenomError('adapter.unknown', `${server} has no adapter “${id}”.`, { details: { server, adapter: id } })
}

/** The error where a server takes no adapters while it runs. */
export function withoutAdapters(server: string): VenomError {
  const message = `The vLLM at ${server} takes no adapters while it runs. Start it with --enable-lora, and with VLLM_ALLOW_RUNTIME_LORA_UPDATING=True in its environment.`
  return new VenomError('runtime.unsupported', message, { details: { server } })
}

/** What vLLM says went wrong; null where it is not vLLM that speaks, or a route is not there. */
function wordsOf(text: string): string | null {
  const reply = tryParse(text)
  const error = isObject(reply) ? objectAt(reply, 'error') : undefined
  const said = error === undefined ? undefined : textAt(error, 'message')
  return said === undefined ? null : excerpt(said)
}
