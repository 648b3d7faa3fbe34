import { type ChatRequest, type Json, VenomError } from '@venom/core'
import * as z from 'zod/mini'

import { toMessage } from '../adapter/openai-chat/messages.js'
import { toToolsAndFormat } from '../adapter/openai-chat/tools-and-format.js'
import { tryParse } from '../adapter/read-json.js'
import type { Transport } from '../adapter/transport.js'

/** What is read of `POST /tokenize`. */
const tokenizeReply = z.object({ count: z.int().check(z.positive()) })

/**
 * The error for a conversation that does not fit. The refusal itself counts no further than to the first token too many (0.32.0),
 * so the server is asked for the length; `used` stays the least that it can be where it does not say.
 */
export async function countOverflow(
  transport: Transport,
  request: ChatRequest,
  refusal: VenomError,
  signal: AbortSignal,
): Promise<VenomError> {
  const limit = refusal.details['limit']
  const used = await countTokens(transport, request, signal)
  if (used === null || typeof limit !== 'number' || used <= limit) return refusal
  return overflow(limit, used, '')
}

/** The error for a conversation of so many tokens. `hedge`: what stands before their number. */
export function overflow(limit: number, used: number, hedge: '' | 'at least '): VenomError {
  const message = `The conversation has ${hedge}${used} tokens and the window ${limit}. Shorten it, or start the server with a larger window (--max-model-len).`
  return new VenomError('chat.context_overflow', message, { details: { limit, used } })
}

async function countTokens(transport: Transport, request: ChatRequest, signal: AbortSignal): Promise<number | null> {
  const { tools } = toToolsAndFormat(request)
  const asked: Json = {
    model: request.model,
    messages: request.messages.map(toMessage),
    ...(tools === undefined ? {} : { tools }),
  }
  try {
    const { text } = await transport.request('POST', '/tokenize', JSON.stringify(asked), { signal })
    const reply = tokenizeReply.safeParse(tryParse(text))
    return reply.success ? reply.data.count : null
  } catch {
    return null
  }
}
