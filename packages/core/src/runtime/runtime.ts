import type { ChatEvent } from '../chat/event.js'
import type { ChatRequest } from '../chat/request.js'
import type { GenerationSchema } from '../parameters/parameter.js'
import type { Values } from '../parameters/value.js'
import type { AdapterHost } from './adapter-host.js'
import type { CallOptions } from './call-options.js'
import type { Health } from './health.js'
import type { ModelInfo } from './model-info.js'

/**
 * How long each phase of an answer may take, in milliseconds. Infinity switches one off. They count from the sending of the request,
 * `totalMs` from when the first event is asked for. What a server has to be asked before, a runtime gives 5 s a question.
 */
export interface ChatTimeouts {
  /** Until the connection stands. Default: 5,000. */
  readonly connectMs: number
  /** Until the first byte of the reply. Default: Infinity, as a server may say nothing during a long prefill. */
  readonly firstByteMs: number
  /** Until the first token on any channel. Default: Infinity. */
  readonly firstTokenMs: number
  /** Without any sign of life once its first byte came: bytes, comments and progress count. Default: 600,000. */
  readonly idleMs: number
  /** For the whole answer, with what has to be asked before it is sent. Default: Infinity. */
  readonly totalMs: number
}

/** What is known about a cancel: whether the server confirmed it, and after how long. */
export interface CancelReceipt {
  readonly confirmed: boolean
  /** Who says so: the server itself, only our closed socket, or the engine in our own process. */
  readonly by: 'server' | 'socket-closed' | 'in-process'
  /** From the cancel to the confirmation, or to when we stopped asking. */
  readonly after_ms: number
}

/** Options of one chat. */
export interface ChatOptions extends CallOptions {
  /** Throw `runtime.unsupported_parameters` before anything is sent if a parameter would be dropped or clamped. Default: false. */
  readonly strict?: boolean
  readonly timeouts?: Partial<ChatTimeouts>
  /** Called once after an answer was cancelled or left, when it is known whether the server stopped. Must not throw. */
  readonly onCancelled?: (receipt: CancelReceipt) => void
}

/** What can be tuned on one model of one runtime, and the values the runtime itself reports. */
export interface ModelParameters {
  readonly schema: GenerationSchema
  readonly reported: Values
}

/** Options of taking a model into memory. */
export interface LoadOptions extends CallOptions {
  /** What answers will be asked with. Of these, only what is fixed by loading counts, such as `context_length`. */
  readonly generation_params?: Values
}

/**
 * A source of answers: a local server, or a model in this process. Its only state is its handles and a cache of what the
 * server said of itself; `close` frees both.
 */
export interface Runtime {
  /** The configured instance: unique among its siblings, chosen by the host. */
  readonly id: string
  /** The adapter: `llama-cpp`, `embedded`, … */
  readonly kind: string
  /** Where its server is. Absent: it has none, as the model in this process. */
  readonly url?: string
  /** What the adapter's own table offers, whatever the server: what can be tuned while the server cannot be asked. */
  readonly offlineSchema: GenerationSchema
  /** Tells whether it can answer. Never throws: a dead server is an answer. Gives up after 2 s. */
  health(options?: CallOptions): Promise<Health>
  /** Lists the models that it can chat with, as far as the server tells. @throws {VenomError} `runtime.*` when the server cannot be asked. */
  models(options?: CallOptions): Promise<readonly ModelInfo[]>
  /** What `model` accepts here. @throws {VenomError} `model.unknown`, or `runtime.*` when the server cannot be asked. */
  parameters(model: string, options?: CallOptions): Promise<ModelParameters>
  /**
   * Answers. Nothing is sent before the first `next()`. Yields one `start` first and one `finish` last, or throws a
   * `ChatError` that keeps the partial answer. Leaving the loop cancels on the server; an abort throws `runtime.cancelled`.
   */
  chat(request: ChatRequest, options?: ChatOptions): AsyncIterable<ChatEvent>
  /**
   * Takes a model into memory, so that its next answer need not wait for that. Resolves once it is there. Absent: this runtime
   * cannot be told to. @throws {VenomError} `model.unknown`, or `runtime.*`.
   */
  load?(model: string, options?: LoadOptions): Promise<void>
  /** Lets a model go from memory, after its running answers. @throws {VenomError} `model.unknown`, or `runtime.*`. */
  unload?(model: string, options?: CallOptions): Promise<void>
  /** Absent: this runtime takes no adapters while it runs. */
  readonly adapters?: AdapterHost
  /** Ends running answers with `runtime.closed` and frees every handle. Can be called twice. */
  close(): Promise<void>
}
