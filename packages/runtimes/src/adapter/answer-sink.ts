import {
  type ChatEvent,
  type FinishReason,
  type Json,
  type PartialAnswer,
  type Phase,
  type Timings,
  type Usage,
  VenomError,
} from '@venom/core'

import { isDeeper } from './read-json.js'

/**
 * Longest answer, in characters: its text, its reasoning and the arguments of its tool calls together, those once as they come and
 * once as a whole. No model writes as much; what does is a server or a proxy that never ends.
 */
export const maxAnswerLength = 16 * 1024 * 1024

/** Deepest arguments of a tool call, in levels: who gets them writes and checks them by recursion. */
export const maxArgumentsDepth = 128

/**
 * Where an adapter says what it reads; the sink keeps the partial answer, the clock and the order of events.
 * @throws {VenomError} `chat.too_long` from what would make the answer longer than `maxAnswerLength`, and `runtime.stream_malformed`
 * from a tool call that is deeper than `maxArgumentsDepth`. What was told before is kept.
 */
export interface AnswerSink {
  text(delta: string): void
  reasoning(delta: string): void
  toolCallDelta(callId: string, delta: string): void
  toolCall(callId: string, name: string, args: Json): void
  usage(usage: Usage): void
  /** Lengths that the server measured, in milliseconds. */
  serverTimings(timings: Timings): void
  progress(phase: Phase, done?: number, total?: number): void
  warning(code: string, detail: Json): void
  /** Why the server says it stopped. The answer has not ended well before `complete`. */
  stopped(reason: FinishReason): void
  /** The terminator was read whole: the answer ended well if `stopped` was called before. */
  complete(): void
}

/** A sink with what its owner needs. */
export interface RecordingSink extends AnswerSink {
  readonly isComplete: boolean
  /** The request is sent now: all times are counted from here. Until then they are counted from the sink's making. */
  startClock(): void
  /** A mark of the transport. The first of its kind counts; later ones are ignored. */
  mark(phase: Phase): void
  partial(): PartialAnswer
}

/** What the owner of a sink hears. */
export interface SinkListener {
  emit(event: ChatEvent): void
  onFirstToken(): void
  onComplete(): void
}

/** Makes the sink of one answer. */
export function createSink(listener: SinkListener): RecordingSink {
  let startedAt = performance.now()
  const timings: Partial<Record<keyof Timings, number>> = {}
  let text = ''
  let reasoning = ''
  let usage: Usage = {}
  let reason: FinishReason | null = null
  let isComplete = false
  let hasToken = false
  let hasText = false
  let length = 0

  const elapsed = (): number => Math.round((performance.now() - startedAt) * 1_000) / 1_000

  function mark(phase: Phase, at_ms = elapsed()): void {
    if (timings[phase] !== undefined) return
    timings[phase] = at_ms
    listener.emit({ type: 'progress', phase, at_ms })
  }

  function markToken(at_ms?: number): void {
    hasToken = true
    mark('first_token', at_ms)
    listener.onFirstToken()
  }

  function grow(by: number): void {
    if (length + by > maxAnswerLength) throw tooLong()
    length += by
  }

  return {
    get isComplete() {
      return isComplete
    },
    startClock() {
      startedAt = performance.now()
    },
    mark: (phase) => mark(phase),
    text(delta) {
      grow(delta.length)
      text += delta
      if (hasText) return listener.emit({ type: 'text-delta', text: delta })
      // The first text is told before its marks: nobody waits for those.
      const at_ms = elapsed()
      hasText = true
      listener.emit({ type: 'text-delta', text: delta })
      if (!hasToken) markToken(at_ms)
      mark('first_text', at_ms)
    },
    reasoning(delta) {
      grow(delta.length)
      if (!hasToken) markToken()
      reasoning += delta
      listener.emit({ type: 'reasoning-delta', text: delta })
    },
    toolCallDelta(call_id, arguments_delta) {
      grow(arguments_delta.length)
      if (!hasToken) markToken()
      listener.emit({ type: 'tool-call-delta', call_id, arguments_delta })
    },
    toolCall(call_id, name, args) {
      if (isDeeper(args, maxArgumentsDepth)) throw tooDeep()
      grow(JSON.stringify(args).length)
      if (!hasToken) markToken()
      listener.emit({ type: 'tool-call', call_id, name, arguments: args })
    },
    usage(counted) {
      usage = { ...usage, ...counted }
      listener.emit({ type: 'usage', usage })
    },
    serverTimings(measured) {
      Object.assign(timings, measured)
    },
    progress(phase, done, total) {
      listener.emit({
        type: 'progress',
        phase,
        at_ms: elapsed(),
        ...(done === undefined ? {} : { done }),
        ...(total === undefined ? {} : { total }),
      })
    },
    warning(code, detail) {
      listener.emit({ type: 'warning', code, detail })
    },
    stopped(why) {
      reason = why
    },
    complete() {
      if (isComplete || reason === null) return
      isComplete = true
      timings.total = elapsed()
      listener.emit({ type: 'finish', reason, usage, timings: { ...timings } })
      listener.onComplete()
    },
    partial: () => ({ text, reasoning, usage, timings: { ...timings } }),
  }
}

function tooLong(): VenomError {
  const message = `The answer is longer than ${maxAnswerLength} characters and was ended. Set max_tokens; what came until then is kept.`
  return new VenomError('chat.too_long', message, { details: { limit: maxAnswerLength } })
}

function tooDeep(): VenomError {
  const message = `The model called a tool with arguments of more than ${maxArgumentsDepth} levels.`
  return new VenomError('runtime.stream_malformed', message, { details: { limit: maxArgumentsDepth } })
}
