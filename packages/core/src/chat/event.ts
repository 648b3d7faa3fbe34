import type { Json } from '../parameters/value.js'
import type { TranslationReport } from '../translation/report.js'

/**
 * A mark on the way of an answer. The first five are seen by us, counted from the moment of sending; `queue`, `load` and
 * `prefill` are the server's.
 */
export type Phase = 'connected' | 'headers' | 'first_byte' | 'first_token' | 'first_text' | 'queue' | 'load' | 'prefill'

/** Tokens counted by the server. Absent is unknown, never 0. */
export interface Usage {
  readonly prompt_tokens?: number
  readonly completion_tokens?: number
  /** Of the prompt's tokens, those that needed no work. */
  readonly cached_tokens?: number
}

/**
 * Where the time went, in milliseconds. `connected` to `total` are counted from sending; `queue`, `load`, `prefill` and
 * `decode` are lengths that the server measured. Absent is unknown.
 */
export type Timings = Readonly<Partial<Record<Phase | 'decode' | 'total', number>>>

/** Why an answer ended well. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'other'

/** First event of every answer: what became of its parameters. It survives errors and cancels. */
export interface StartEvent {
  readonly type: 'start'
  readonly model: string
  readonly translation: TranslationReport
}

/** A piece of the answer, or of the thinking before it. */
export interface DeltaEvent {
  readonly type: 'text-delta' | 'reasoning-delta'
  readonly text: string
}

/** A piece of a call's arguments, as JSON text. */
export interface ToolCallDeltaEvent {
  readonly type: 'tool-call-delta'
  readonly call_id: string
  readonly arguments_delta: string
}

/** A whole call. */
export interface ToolCallEvent {
  readonly type: 'tool-call'
  readonly call_id: string
  readonly name: string
  readonly arguments: Json
}

/** A sign of life. `done` of `total` counts tokens of the prompt while `phase` is `prefill`, places while it is `queue`. */
export interface ProgressEvent {
  readonly type: 'progress'
  readonly phase: Phase
  readonly at_ms: number
  readonly done?: number
  readonly total?: number
}

/** Token counts, as soon as the server says them. */
export interface UsageEvent {
  readonly type: 'usage'
  readonly usage: Usage
}

/** Something a person should know although the answer goes on. */
export interface WarningEvent {
  readonly type: 'warning'
  readonly code: string
  readonly detail: Json
}

/** Last event of every answer that ended well. */
export interface FinishEvent {
  readonly type: 'finish'
  readonly reason: FinishReason
  readonly usage: Usage
  readonly timings: Timings
}

/** Everything that can happen in an answer: one `start` first, one `finish` last; anything that ends badly is thrown. */
export type ChatEvent =
  | StartEvent
  | DeltaEvent
  | ToolCallDeltaEvent
  | ToolCallEvent
  | ProgressEvent
  | UsageEvent
  | WarningEvent
  | FinishEvent
