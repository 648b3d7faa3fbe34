import type { VenomError } from '@venom/core'

import type { chatText } from './text/en.js'
import type { useChatText } from './text/use-chat-text.js'

/** Texts that name what went wrong. The codes are those that a person meets in a chat; the rest is named in general. */
const headlines: Readonly<Partial<Record<string, keyof typeof chatText & `failed${string}`>>> = {
  'chat.context_overflow': 'failedContext',
  'chat.repetition': 'failedRepetition',
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

/** The text that says in a few words what went wrong. */
export function headlineOf(error: VenomError): keyof typeof chatText & `failed${string}` {
  if (error.details['reloaded'] === true) return 'failedReloaded'
  return error.details['restarted'] === true ? 'failedRestarted' : (headlines[error.code] ?? 'failed')
}

/** All that there is to say besides, where the page knows it better than the error: in its own language, maybe nothing. */
export function ownWords(
  t: ReturnType<typeof useChatText>,
  { code, details }: VenomError,
  hasText: boolean,
): string | undefined {
  if (code === 'chat.context_overflow') return `${sizes(t, details)} ${t('overflowHint')}`.trim()
  if (code === 'server.stopping') return `${hasText ? t('kept') : ''} ${t('stoppingHint')}`.trim()
  if (code === 'chat.repetition') return `${hasText ? t('kept') : ''} ${t('repetitionHint')}`.trim()
  const isAway = code === 'http.unreachable'
  const isLost = details['reloaded'] === true || details['restarted'] === true
  if (!isAway && !isLost) return undefined
  return [hasText ? t('kept') : '', isAway ? t('awayHint') : ''].filter((words) => words !== '').join(' ')
}

function sizes(t: ReturnType<typeof useChatText>, { used, limit }: VenomError['details']): string {
  return typeof used === 'number' && typeof limit === 'number' ? t('overflowSize', { used, limit }) : ''
}
