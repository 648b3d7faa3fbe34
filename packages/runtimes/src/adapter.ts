// What our adapters for HTTP servers are built from, for strangers too.
export type { AnswerSink } from './adapter/answer-sink.js'
export type { StreamControl, StreamHandler } from './adapter/exchange.js'
export { excerpt, toChatError, toNetworkError } from './adapter/failure.js'
export { findLocal, type LocalKind } from './adapter/find-local.js'
export { toHealth } from './adapter/health.js'
export { checkKindOptions } from './adapter/kind-options.js'
export { type NdjsonAnswer, readNdjson } from './adapter/read-ndjson.js'
export { type AnswerReader, readSse, type SseAnswer, truncated } from './adapter/read-sse.js'
export { keepDescription, type SelfDescription } from './adapter/self-description.js'
export { type ChatSource, type PreparedChat, type RunningAnswers, streamChat } from './adapter/stream-chat.js'
export { portOfThisMachine } from './adapter/this-machine.js'
export { collectToolCalls, type ToolCallCollector, type ToolCallPiece } from './adapter/tool-calls.js'
export {
  createTransport,
  type Reply,
  type RequestOptions,
  type Transport,
  type TransportOptions,
} from './adapter/transport.js'
