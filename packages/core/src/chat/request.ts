import type { Json, Values } from '../parameters/value.js'

/** Part of a user's message. Image data is base64 without a `data:` prefix. */
export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly media_type: string; readonly data: string }

/** A call that the model made. */
export interface ToolCall {
  readonly call_id: string
  readonly name: string
  readonly arguments: Json
}

/** One turn of a conversation. It travels over HTTP as it is, hence snake_case. */
export type Message =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly ContentPart[] }
  | { readonly role: 'tool'; readonly call_id: string; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly tool_calls?: readonly ToolCall[] }

/** A function the model may call; `parameters` is a JSON Schema. */
export interface Tool {
  readonly name: string
  readonly description?: string
  readonly parameters: Json
}

/** The form the answer must have. */
export type ResponseFormat = { readonly type: 'json' } | { readonly type: 'json_schema'; readonly schema: Json }

/**
 * What a runtime is asked. `generation_params` are neutral and already resolved: a runtime reads neither tuning nor storage.
 * Tools and format are fields of a request, not parameters.
 */
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly Message[]
  readonly generation_params?: Values
  readonly tools?: readonly Tool[]
  readonly response_format?: ResponseFormat
}
