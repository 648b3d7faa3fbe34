import type { VenomError } from '@venom/core'

import type { chatText } from './text/en.js'

/** Texts that name what went wrong. The codes are those that a person meets in a chat; the rest is named in general. */
const headlines: Readonly<Partial<Record<string, keyof typeof chatText & `failed${string}`>>> = {
  'chat.context_overflow': 'failedContext',
  'embedded.no_memory': 'failedMemory',
  'http.unreachable': 'failedServer',
  'model.unknown': 'failedModel',
  'request.unauthorized': 'failedToken',
  'runtime.busy': 'failedBusy',
  'runtime.rejected': 'failedRejected',
  'runtime.starting': 'failedStarting',
  'runtime.stream_malformed': 'failedBrokeOff',
  'runtime.stream_truncated': 'failedBrokeOff',
  'runtime.timeout': 'failedTimeout',
  'runtime.unreachable': 'failedRuntime',
  'server.stopping': 'failedStopping',
  'task.too_many': 'failedBusy',
}

/** Tells whether an answer broke off because the page was reloaded. */
export function isReloaded({ details }: VenomError): boolean {
  return details['reloaded'] === true
}

/** The text that says in a few words what went wrong. */
export function headlineOf(error: VenomError): keyof typeof chatText & `failed${string}` {
  return isReloaded(error) ? 'failedReloaded' : (headlines[error.code] ?? 'failed')
}
