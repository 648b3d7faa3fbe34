import type { StartEvent, VenomError } from '@venom/core'

import type { Transport } from '../adapter/transport.js'
import { readLoaded } from './describe.js'
import { toServerError } from './failure.js'
import type { Knowledge } from './knowledge.js'
import { sentWindow } from './prepare.js'

/** Longest that the question about the window may take, in milliseconds. */
const timeoutMs = 2_000

/**
 * A refused chat as a typed error. An overflow before 0.30 says no numbers: the window is the one that was asked for, else the one
 * that the model is in memory with, which is asked now.
 */
export function explainRefusal(
  transport: Transport,
  { windows, recall }: Pick<Knowledge, 'windows' | 'recall'>,
  status: number,
  text: string,
  start: StartEvent,
  call: { readonly signal: AbortSignal },
): VenomError | Promise<VenomError> {
  const error = toServerError(status, text, transport.url, sentWindow(start))
  const isOpen = error.code === 'chat.context_overflow' && error.details['limit'] === null
  if (!isOpen) return error
  return readLoaded(transport, { signal: call.signal, timeoutMs }).then(
    (loaded) => {
      const known = recall(start.model)
      windows.seen(loaded)
      return toServerError(status, text, transport.url, known && windows.held(known))
    },
    () => error,
  )
}
