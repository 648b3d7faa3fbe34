import { type CallOptions, type ChatEvent, type ChatRequest, type Sequenced, VenomError } from '@venom/core'

import { relay } from './relay.js'
import { reasonOf, type Run, startRun } from './run.js'
import type { TunedChat, TunedChatOptions } from './tuned-chat.js'

/** How many answers run, and for how long they are kept. */
export interface RunsOptions {
  readonly chat: TunedChat
  /** How long an answer goes on with nobody reading, in milliseconds. Default: 10,000. */
  readonly graceMs?: number
  /** Answers that run at once, of both kinds. Default: 64. */
  readonly maxRunning?: number
  /** How long the events of an ended answer can still be read, in milliseconds. Default: 300,000. */
  readonly keepFinishedMs?: number
  /** Ended answers that are kept at most; the oldest go first. Default: 256. */
  readonly maxFinished?: number
  /** Memory for the events of one answer, and again for the text that its error holds, in bytes; see `events`. Default: 4 MiB. */
  readonly maxBufferedBytes?: number
}

/** The running answers of a host: those that outlive their readers, and those that do not. */
export interface Runs {
  /**
   * Starts an answer and gives its id, which cannot be guessed, once its first event is there. Whatever fails before that is
   * thrown here. An abort before that cancels it; afterwards only `cancel`, the grace time or `close` do.
   * @throws {VenomError} `task.too_many`, `server.stopping`, and all that `TunedChat` throws.
   */
  start(request: ChatRequest, options?: TunedChatOptions): Promise<{ readonly id: string }>
  /**
   * The events after number `after` (0 is from the first), then those to come. Any number of readers; each loses nothing and
   * gets the answer's error thrown. Leaving does not cancel before the grace time. A reader that is present is waited for when
   * the memory is used up; one that comes later for dropped events gets `task.events_gone`.
   * @throws {VenomError} `task.unknown`.
   */
  events(id: string, after: number, options?: CallOptions): AsyncIterable<Sequenced<ChatEvent>>
  /** Ends an answer at once; readers get `runtime.cancelled`. One that has ended stays as it is. @throws {VenomError} `task.unknown`. */
  cancel(id: string): void
  /** An answer for one reader, unbuffered: leaving it cancels at once. @throws {VenomError} as `start`. */
  stream(request: ChatRequest, options?: TunedChatOptions): AsyncIterable<ChatEvent>
  /**
   * Takes no more, lets running answers end within `waitMs` (default 0), then ends them with `server.stopping`. Settles when all
   * have ended, or a second after they were told to.
   */
  close(options?: { readonly waitMs?: number }): Promise<void>
}

/** Keeps the running answers of a host. Its timers keep a process alive until `close`. */
export function createRuns(options: RunsOptions): Runs {
  const { chat, graceMs = 10_000, maxRunning = 64, keepFinishedMs = 300_000, maxFinished = 256 } = options
  const maxBufferedBytes = options.maxBufferedBytes ?? 4 * 1024 * 1024
  const running = new Set<{ readonly stop: (reason: VenomError) => void; readonly ended: Promise<void> }>()
  const kept = new Map<string, Run>()
  const finished = new Map<string, ReturnType<typeof setTimeout>>()
  let closing = false

  function admit(): void {
    if (closing) throw stopping()
    if (running.size < maxRunning) return
    throw new VenomError(
      'task.too_many',
      `${running.size} answers are running, the most there may be. Wait until one ends.`,
    )
  }

  async function start(
    request: ChatRequest,
    { signal, ...rest }: TunedChatOptions = {},
  ): Promise<{ readonly id: string }> {
    admit()
    const run = startRun({ chat: (stop) => chat(request, { ...rest, signal: stop }), graceMs, maxBufferedBytes })
    running.add(run)
    void run.ended.then(() => running.delete(run))
    const stop = (): void => run.stop()
    if (signal?.aborted === true) stop()
    signal?.addEventListener('abort', stop)
    try {
      await run.started
    } finally {
      signal?.removeEventListener('abort', stop)
    }
    const id = crypto.randomUUID()
    kept.set(id, run)
    void run.ended.then(() => keepFor(id))
    return { id }
  }

  function keepFor(id: string): void {
    if (closing) return
    finished.set(id, setTimeout(forget, keepFinishedMs, id))
    const [oldest] = finished.keys()
    if (finished.size > maxFinished && oldest !== undefined) forget(oldest)
  }

  function forget(id: string): void {
    clearTimeout(finished.get(id))
    finished.delete(id)
    kept.delete(id)
  }

  function find(id: string): Run {
    const run = kept.get(id)
    if (run !== undefined) return run
    throw new VenomError('task.unknown', 'There is no task of this id, or it ended a while ago. Start a new one.')
  }

  function stream(request: ChatRequest, { signal, ...rest }: TunedChatOptions = {}): AsyncIterable<ChatEvent> {
    const stopper = new AbortController()
    const ended = Promise.withResolvers<void>()
    const entry = { stop: (reason: VenomError) => stopper.abort(reason), ended: ended.promise }
    return relay<ChatEvent>({
      async open() {
        admit()
        running.add(entry)
        return chat(request, { ...rest, signal: signal ? AbortSignal.any([signal, stopper.signal]) : stopper.signal })
      },
      onFailure: (thrown) => reasonOf(thrown, stopper.signal),
      onEnd() {
        running.delete(entry)
        ended.resolve()
      },
    })
  }

  async function close({ waitMs = 0 }: { readonly waitMs?: number } = {}): Promise<void> {
    closing = true
    await allEnded(waitMs)
    for (const entry of running) entry.stop(stopping())
    await allEnded(1_000)
    for (const id of [...finished.keys()]) forget(id)
  }

  async function allEnded(waitMs: number): Promise<void> {
    if (running.size === 0) return
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(late.resolve, waitMs)
    await Promise.race([late.promise, Promise.all([...running].map((entry) => entry.ended))])
    clearTimeout(timer)
  }

  return {
    start,
    events: (id, after, { signal } = {}) => find(id).events(after, signal),
    cancel: (id) => find(id).stop(),
    stream,
    close,
  }
}

function stopping(): VenomError {
  return new VenomError('server.stopping', 'The server is shutting down. Ask again when it is back.')
}
