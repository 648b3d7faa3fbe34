import { type ChatEvent, ChatError, type Sequenced, VenomError } from '@venom/core'

import { createEventBuffer } from './event-buffer.js'
import { keepable } from './keepable.js'

/** What a run is made of. */
export interface RunOptions {
  /** Starts the answer. */
  readonly chat: (signal: AbortSignal) => AsyncIterable<ChatEvent>
  /** How long the answer goes on with nobody reading, in milliseconds. */
  readonly graceMs: number
  /** Memory for events, in bytes. */
  readonly maxBufferedBytes: number
}

/** An answer that outlives its readers. */
export interface Run {
  /** Settles when the first event is there; throws the answer's error if it failed before. */
  readonly started: Promise<void>
  /** Settles when the answer has ended, well or badly. Never throws. */
  readonly ended: Promise<void>
  /** See `Runs.events`. */
  events(after: number, signal?: AbortSignal): AsyncIterable<Sequenced<ChatEvent>>
  /** Ends the answer at once. Readers get `reason`, or `runtime.cancelled` without one. */
  stop(reason?: VenomError): void
}

/**
 * Starts an answer and keeps its events, numbered from 1, for any number of readers. When the memory for them is used up, those
 * that every present reader has seen are dropped, oldest first; where a reader is behind, the answer waits for it.
 */
export function startRun({ chat, graceMs, maxBufferedBytes }: RunOptions): Run {
  const buffer = createEventBuffer(maxBufferedBytes)
  const readers = new Set<{ next: number }>()
  const stopper = new AbortController()
  const bell = createBell()
  const first = Promise.withResolvers<void>()
  first.promise.catch(() => undefined)
  let outcome: { readonly failure?: unknown } | undefined
  let full = false
  let grace: ReturnType<typeof setTimeout> | undefined

  async function pump(): Promise<void> {
    try {
      for await (const event of chat(stopper.signal)) {
        buffer.add(event)
        if (buffer.last() === 1) begin()
        bell.ring()
        await room()
      }
      outcome = {}
    } catch (thrown) {
      outcome = { failure: keepable(reasonOf(thrown, stopper.signal), maxBufferedBytes) }
      first.reject(outcome.failure)
    }
    clearTimeout(grace)
    first.resolve()
    bell.ring()
  }

  function begin(): void {
    first.resolve()
    awaitReaders()
  }

  async function room(): Promise<void> {
    while (!buffer.trim(slowest()) && !stopper.signal.aborted) {
      full = true
      await bell.heard()
    }
    full = false
  }

  function slowest(): number {
    let next = Infinity
    for (const reader of readers) next = Math.min(next, reader.next)
    return next
  }

  function awaitReaders(): void {
    if (outcome === undefined && readers.size === 0) grace = setTimeout(() => stopper.abort(), graceMs)
  }

  function events(after: number, signal?: AbortSignal): AsyncIterableIterator<Sequenced<ChatEvent>, void> {
    const leave = new AbortController()
    const reading = read(after, leave.signal, signal)
    return {
      [Symbol.asyncIterator]() {
        return this
      },
      next: () => reading.next(),
      // A generator that waits for the next event would hear of its reader's leaving only after it.
      return() {
        leave.abort()
        return reading.return()
      },
    }
  }

  async function* read(
    after: number,
    leave: AbortSignal,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Sequenced<ChatEvent>, void, undefined> {
    const reader = { next: after + 1 }
    readers.add(reader)
    clearTimeout(grace)
    leave.addEventListener('abort', bell.ring)
    signal?.addEventListener('abort', bell.ring)
    try {
      for (;;) {
        if (leave.aborted) return
        if (signal?.aborted === true) throw givenUp(signal)
        if (reader.next < buffer.oldest()) throw eventsGone(reader.next, buffer.oldest())
        const event = buffer.get(reader.next)
        if (event !== undefined) {
          yield { seq: reader.next, event }
          reader.next += 1
          if (full) bell.ring()
        } else if (after > buffer.last()) throw tooFar(after, buffer.last())
        else if (outcome === undefined) await bell.heard()
        else if ('failure' in outcome) throw outcome.failure
        else return
      }
    } finally {
      signal?.removeEventListener('abort', bell.ring)
      readers.delete(reader)
      bell.ring()
      awaitReaders()
    }
  }

  return {
    started: first.promise,
    ended: pump(),
    events,
    stop(reason) {
      stopper.abort(reason)
      bell.ring()
    },
  }
}

// Wakes everybody who waits; costs nothing while nobody does.
function createBell(): { ring: () => void; heard: () => Promise<void> } {
  let waiting: PromiseWithResolvers<void> | undefined
  return {
    ring() {
      waiting?.resolve()
      waiting = undefined
    },
    heard() {
      waiting ??= Promise.withResolvers<void>()
      return waiting.promise
    },
  }
}

/** The error of an answer that was stopped: the reason it was stopped for, with the partial answer kept. */
export function reasonOf(thrown: unknown, signal: AbortSignal): unknown {
  const reason: unknown = signal.reason
  if (!VenomError.is(reason)) return thrown
  return ChatError.isChatError(thrown) ? new ChatError(reason.code, reason.message, thrown.partial) : reason
}

function givenUp(signal: AbortSignal): VenomError {
  const reason: unknown = signal.reason
  if (VenomError.is(reason)) return reason
  return new VenomError(
    'runtime.cancelled',
    'Reading was given up. The answer goes on for the grace time; read on to keep it.',
  )
}

function tooFar(after: number, last: number): VenomError {
  const message = `Event ${after} was never sent; the last one is ${last}. Read on after one that you have seen.`
  return new VenomError('request.invalid', message, { details: { last } })
}

function eventsGone(wanted: number, oldest: number): VenomError {
  const message = `Event ${wanted} is no longer kept; the oldest one is ${oldest}. Read on from there, or ask again.`
  return new VenomError('task.events_gone', message, { details: { oldest } })
}
