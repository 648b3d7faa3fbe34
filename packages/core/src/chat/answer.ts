import type { VenomError } from '../errors/venom-error.js'
import type { Json } from '../parameters/value.js'
import type { TranslationReport } from '../translation/report.js'
import { ChatError } from './chat-error.js'
import type { ChatEvent, FinishReason, ProgressEvent, Timings, Usage } from './event.js'
import type { ToolCall } from './request.js'

/** What became of an answer. The last three are final: no event changes them. */
export type AnswerState = 'waiting' | 'writing' | 'finished' | 'failed' | 'cancelled'

/** An answer as far as it is there: what a transcript shows. */
export interface Answer {
  readonly state: AnswerState
  readonly text: string
  readonly reasoning: string
  readonly tool_calls: readonly ToolCall[]
  readonly usage: Usage
  readonly timings: Timings
  readonly warnings: readonly { readonly code: string; readonly detail: Json }[]
  /** The model's canonical name, once the answer started. */
  readonly model?: string
  /** What was sent, once the answer started. */
  readonly translation?: TranslationReport
  /** The last sign of life. */
  readonly progress?: ProgressEvent
  /** Why it ended well. */
  readonly reason?: FinishReason
  /** Why it ended badly. */
  readonly error?: VenomError
}

/** An answer of which nothing is there yet. */
export const emptyAnswer: Answer = {
  state: 'waiting',
  text: '',
  reasoning: '',
  tool_calls: [],
  usage: {},
  timings: {},
  warnings: [],
}

/** Folds one event into an answer. Pure; after the end of an answer, events change nothing. */
export function reduceAnswer(answer: Answer, event: ChatEvent): Answer {
  if (isEnded(answer)) return answer
  switch (event.type) {
    case 'start':
      return { ...answer, model: event.model, translation: event.translation }
    case 'text-delta':
      return { ...answer, state: 'writing', text: answer.text + event.text }
    case 'reasoning-delta':
      return { ...answer, state: 'writing', reasoning: answer.reasoning + event.text }
    case 'tool-call-delta':
      return { ...answer, state: 'writing' }
    case 'tool-call': {
      const { call_id, name, arguments: args } = event
      return { ...answer, state: 'writing', tool_calls: [...answer.tool_calls, { call_id, name, arguments: args }] }
    }
    case 'progress':
      return { ...answer, progress: event, timings: withMark(answer.timings, event) }
    case 'usage':
      return { ...answer, usage: event.usage }
    case 'warning':
      return { ...answer, warnings: [...answer.warnings, { code: event.code, detail: event.detail }] }
    case 'finish':
      return { ...answer, state: 'finished', reason: event.reason, usage: event.usage, timings: event.timings }
  }
}

/** Ends an answer badly. Text that the error still holds and the events did not bring is taken over. */
export function failAnswer(answer: Answer, error: VenomError): Answer {
  if (isEnded(answer)) return answer
  const state = error.code === 'runtime.cancelled' ? 'cancelled' : 'failed'
  if (!ChatError.isChatError(error)) return { ...answer, state, error }
  const { text, reasoning, usage, timings } = error.partial
  return {
    ...answer,
    state,
    error,
    text: longer(answer.text, text),
    reasoning: longer(answer.reasoning, reasoning),
    usage: { ...answer.usage, ...usage },
    timings: { ...answer.timings, ...timings },
  }
}

/** Tells whether no event can change an answer any more. */
export function isEnded({ state }: Answer): boolean {
  return state === 'finished' || state === 'failed' || state === 'cancelled'
}

/** The marks that we see ourselves have a time; the server's phases repeat, and their lengths come at the end. */
function withMark(timings: Timings, { phase, at_ms, done }: ProgressEvent): Timings {
  return done !== undefined || timings[phase] !== undefined ? timings : { ...timings, [phase]: at_ms }
}

function longer(a: string, b: string): string {
  return b.length > a.length ? b : a
}
