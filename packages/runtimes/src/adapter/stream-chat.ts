import {
  ChatError,
  type ChatEvent,
  type ChatOptions,
  type ChatTimeouts,
  errorCodes,
  isErrorCode,
  type StartEvent,
  VenomError,
  type WarningEvent,
} from '@venom/core'

import { type AnswerSink, createSink } from './answer-sink.js'
import { toReceipt } from './cancel-receipt.js'
import { createChannel } from './channel.js'
import type { StreamControl } from './exchange.js'
import { excerpt, toChatError, toNetworkError } from './failure.js'
import { type AnswerReader, truncated } from './read-sse.js'
import { type PhaseTimers, startTimers, type TimedPhase, toLimits } from './timeouts.js'
import type { Transport } from './transport.js'

/** What is sent, and what the report says about it. */
export interface PreparedChat {
  readonly start: StartEvent
  /** What a person should know before the server is asked. They are told before anything is sent: who leaves at once prevents it. */
  readonly warnings?: readonly WarningEvent[]
  readonly path: string
  readonly body: string
}

/** What differs between servers that stream over HTTP. */
export interface ChatSource {
  readonly transport: Transport
  /** Content type of a good reply, such as `text/event-stream`. */
  readonly contentType: string
  /**
   * Translates the request. It may ask the server, and throws before anything is sent when the request cannot be. What needs no
   * asking is best returned at once: each promise delays the first token.
   */
  prepare(options: { readonly signal: AbortSignal }): PreparedChat | Promise<PreparedChat>
  /** Reads a good reply to what was sent. */
  read(sink: AnswerSink, start: StartEvent): AnswerReader
  /**
   * Makes a reply other than 200 to what was sent a typed error. It may ask the server what the reply leaves out, until `signal` says
   * that nobody waits any more.
   */
  toError(
    status: number,
    text: string,
    start: StartEvent,
    options: { readonly signal: AbortSignal },
  ): VenomError | Promise<VenomError>
  /**
   * An answer that was sent ended badly, or the server failed already while the answer was prepared: what is known of it may no longer
   * hold. A request that was refused here says nothing about the server.
   */
  onFailed?(): void
  /** Asks the server whether it stopped after a cancel. Absent: it cannot be asked. A failure counts as no. */
  confirmCancelled?(): Promise<boolean>
}

/** The answers that run on one runtime, so that its `close` can end them. */
export type RunningAnswers = Set<(reason: VenomError) => void>

/** How long a server may take to close the stream after its terminator, in milliseconds: then the socket can serve again. */
const lingerMs = 1_000

/** Longest error page that is read, in bytes, and longest that it is waited for, in milliseconds: then what is there is told. */
const maxErrorBytes = 64 << 10
const errorPageMs = 5_000

/**
 * One answer from a server: sends nothing before the first `next()`, keeps the five timeouts, the clock and the partial
 * text, pauses the socket while the reader is slow, and closes it when the reader leaves or the signal aborts.
 */
export function streamChat(
  source: ChatSource,
  running: RunningAnswers,
  options: ChatOptions = {},
): AsyncIterableIterator<ChatEvent, undefined> {
  const server = source.transport.url
  // What is asked beside the answer, before it or for its error, ends with it. Made when it is asked for: most answers ask nothing.
  let beside: AbortController | null = null
  const call = {
    get signal() {
      beside ??= new AbortController()
      return beside.signal
    },
  }
  let timers: PhaseTimers | null = null
  let control: StreamControl | null = null
  let unannounced: PreparedChat | null = null
  let isSettled = false
  let leaving: NodeJS.Timeout | undefined

  const channel = createChannel<ChatEvent>({
    onStart: () => void begin(),
    onFull() {
      timers?.pause()
      control?.pause()
    },
    onDrained() {
      timers?.resume()
      control?.resume()
    },
    onLeft: () => cancel(null),
  })
  const sink = createSink({
    emit: channel.push,
    onFirstToken: () => timers?.onFirstToken(),
    onComplete() {
      settle()
      channel.end()
      takeLeave()
    },
  })

  async function begin(): Promise<void> {
    if (options.signal?.aborted === true) return onAbort()
    options.signal?.addEventListener('abort', onAbort, { once: true })
    running.add(onClose)
    try {
      const limits = toLimits(options.timeouts)
      const preparation = source.prepare(call)
      if (preparation instanceof Promise) timers = startTimers(limits, onTimeout)
      const prepared = preparation instanceof Promise ? await preparation : preparation
      if (isSettled) return
      unannounced = prepared
      if (prepared.warnings !== undefined) {
        announce()
        // A turn of the loop, so that a reader who does not want it can leave.
        await new Promise(setImmediate)
        if (isSettled) return
      }
      send(prepared, limits)
    } catch (thrown) {
      fail(thrown)
    }
  }

  function announce(): void {
    if (unannounced === null) return
    const { start, warnings = [] } = unannounced
    unannounced = null
    channel.push(start)
    for (const warning of warnings) channel.push(warning)
  }

  function send(prepared: PreparedChat, limits: ChatTimeouts): void {
    let reader: AnswerReader | null = null
    let errorPage: Uint8Array[] | null = null
    let status = 0
    let size = 0
    let hasBytes = false

    sink.startClock()
    control = source.transport.stream(prepared.path, prepared.body, {
      onSent() {
        timers ??= startTimers(limits, onTimeout)
        timers.onSent()
        announce()
        guard(() => {
          reader = source.read(sink, prepared.start)
        })
      },
      onConnecting: () => timers?.onConnecting(),
      onConnected() {
        timers?.onConnected()
        sink.mark('connected')
      },
      onHeaders(answered, contentType) {
        status = answered
        timers?.onLife()
        sink.mark('headers')
        if (status !== 200) errorPage = readErrorPage(status, prepared.start)
        else if (!contentType.toLowerCase().startsWith(source.contentType)) fail(foreign(contentType))
      },
      onData(bytes) {
        timers?.onLife()
        if (!hasBytes) {
          hasBytes = true
          timers?.onFirstByte()
          sink.mark('first_byte')
        }
        if (errorPage === null) return guard(() => reader?.push(bytes))
        errorPage.push(bytes.subarray(0, maxErrorBytes - size))
        size += bytes.length
        if (size >= maxErrorBytes) failWith(status, errorPage, prepared.start)
      },
      onEnd() {
        clearTimeout(leaving)
        if (errorPage !== null) return failWith(status, errorPage, prepared.start)
        guard(() => reader?.end())
        // A reader that is content with a stream which says nothing of its end has not read it to the end.
        if (!isSettled) fail(truncated())
      },
      onError(error) {
        clearTimeout(leaving)
        fail(toNetworkError(error, server, status !== 0))
      },
    })
  }

  function onTimeout(phase: TimedPhase, limitMs: number): void {
    const message = `${server} took longer than ${limitMs} ms (${phase}). Raise this timeout, or see why it is slow.`
    fail(new VenomError('runtime.timeout', message, { details: { phase, limit_ms: limitMs, server } }))
  }

  function readErrorPage(status: number, start: StartEvent): Uint8Array[] {
    const page: Uint8Array[] = []
    leaving = setTimeout(() => failWith(status, page, start), errorPageMs)
    return page
  }

  function failWith(status: number, errorPage: readonly Uint8Array[], start: StartEvent): void {
    // Nothing more is read, however long the error takes to make.
    clearTimeout(leaving)
    control?.abort()
    const text = source.transport.conceal(Buffer.concat(errorPage).toString('utf8'))
    const error = source.toError(status, text, start, call)
    if (error instanceof Promise) error.then(fail, fail)
    else fail(error)
  }

  /** The answer is whole, but the socket is not free before the server closed the stream. */
  function takeLeave(): void {
    control?.resume()
    leaving = setTimeout(() => control?.abort(), lingerMs)
  }

  function guard(read: () => void): void {
    if (isSettled) return
    try {
      read()
    } catch (thrown) {
      fail(thrown)
    }
  }

  function foreign(contentType: string): VenomError {
    const message = `${server} answered with ${excerpt(contentType) || 'no content type'} instead of ${source.contentType}. Something else seems to stand at this address.`
    return new VenomError('runtime.foreign', message, { details: { server } })
  }

  function fail(thrown: unknown, now = false): void {
    if (isSettled) return
    announce()
    settle()
    control?.abort()
    const error = toChatError(thrown, sink.partial(), source.transport.conceal)
    if (control !== null || isOfServer(error)) source.onFailed?.()
    channel.fail(error, now)
  }

  function settle(): void {
    isSettled = true
    clearTimeout(leaving)
    timers?.stop()
    beside?.abort()
    running.delete(onClose)
    options.signal?.removeEventListener('abort', onAbort)
  }

  function onAbort(): void {
    cancel(
      new ChatError('runtime.cancelled', 'The answer was cancelled.', sink.partial(), {
        cause: options.signal?.reason,
      }),
    )
  }

  function onClose(reason: VenomError): void {
    fail(reason, true)
  }

  /** `error` is null where nobody is left to hear it: the reader left the loop. */
  function cancel(error: ChatError | null): void {
    if (isSettled) return
    const wasSent = control !== null
    settle()
    control?.abort()
    if (error !== null) channel.fail(error, true)
    if (options.onCancelled !== undefined)
      void toReceipt(wasSent, source.confirmCancelled?.bind(source)).then(options.onCancelled)
  }

  return channel.reader
}

/** Codes of a status below 500 blame what was asked. One of another version of the catalogue may be anybody's. */
function isOfServer({ code }: ChatError): boolean {
  return !isErrorCode(code) || errorCodes[code].status >= 500
}
