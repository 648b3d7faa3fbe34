import { type ChatRequest, type Json, VenomError } from '@venom/core'

import { hasImage, toMessage } from '../adapter/openai-chat/messages.js'
import { toToolsAndFormat } from '../adapter/openai-chat/tools-and-format.js'
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
    ...toToolsAndFormat(request),
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
  if (!hasImage(request) || server.capabilities.includes('images')) return
  throw new VenomError(
    'runtime.unsupported',
    'The model on this llama-server reads no images. Send text only, or start it with a projector (--mmproj).',
  )
}
