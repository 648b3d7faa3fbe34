import { fromProblem, isRetryableStatus } from '../errors/problem.js'
import { VenomError } from '../errors/venom-error.js'
import { cancelled, throwIfCancelled } from '../runtime/cancelled.js'
import { createSseReader, type SseFrame } from '../streams/sse-read.js'
import { type ClientOptions, encodeRequest, type EncodedRequest, send, unreachable } from './client-request.js'
import type { Endpoint, Sequenced } from './endpoint.js'
import { badReply, isMediaType, parseJson, parseOutput, readFailure, readText } from './reply.js'

/** Before each attempt to resume, in milliseconds. Together below the 10 s for which a server keeps a task without a reader. */
const waitsMs = [250, 500, 1000, 2000, 4000]

/** A connection that brings nothing for this long is lost, in milliseconds: the server sends a comment every 15 s. */
const silenceMs = 45_000

/** What a stream is read with. */
export interface EventOptions {
  readonly client: ClientOptions
  readonly signal: AbortSignal
  /** The last event that was seen already; 0 from the start. */
  readonly after: number
}

interface Progress {
  /** Last event that was given on. */
  seq: number
  /** The server took the request once: what comes later is a resumption. */
  begun: boolean
  /** Attempts to resume since the last event. */
  attempts: number
}

/**
 * Reads an endpoint's events. A stream that ends without its `end` frame broke off: a GET is asked for again with
 * `Last-Event-ID`, five times in a row at most with growing waits, and events that were seen already are left out. Another
 * method would make the server do its work twice, so it fails at once, as does a server that never answered.
 * @yields each event once.
 * @throws {VenomError} what a `problem` frame says; `http.unreachable`, `http.bad_reply`, `runtime.stream_malformed`,
 * `runtime.cancelled`.
 */
export async function* readEvents(
  endpoint: Endpoint,
  input: unknown,
  options: EventOptions,
): AsyncGenerator<Sequenced<unknown>, undefined> {
  const request = encodeRequest(endpoint, input, options.client)
  const progress: Progress = { seq: options.after, begun: false, attempts: 0 }
  for (;;) {
    const lost = yield* readOnce(endpoint, request, options, progress)
    if (lost === null) return
    throwIfCancelled(options.signal)
    const waitMs = waitsMs[progress.attempts]
    if (endpoint.method !== 'GET' || !progress.begun || waitMs === undefined) throw lost
    progress.attempts += 1
    await wait(waitMs, options.signal)
  }
}

/**
 * Reads one connection. Returns null at the `end` frame, or why the stream broke off where asking again can help.
 * @yields events that were not seen before.
 */
async function* readOnce(
  endpoint: Endpoint,
  request: EncodedRequest,
  { client, signal }: EventOptions,
  progress: Progress,
): AsyncGenerator<Sequenced<unknown>, VenomError | null> {
  // Its own controller: however the reading ends, the connection closes, although the caller's signal never aborts.
  const leave = new AbortController()
  try {
    const response = await open(request, client, AbortSignal.any([signal, leave.signal]), progress)
    if (VenomError.is(response)) return response
    const readFrames = frameReader(request, response)
    for (;;) {
      const frames = await readFrames()
      if (VenomError.is(frames)) return frames
      for (const frame of frames) {
        if (frame.event === 'end') return null
        if (frame.event === 'problem') throw fromProblem(frameJson(request, response, frame), response.status)
        // Kinds of frames that a newer server adds are not for us.
        if (frame.event !== undefined) continue
        const seq = sequence(request, response, frame)
        if (seq <= progress.seq) continue
        const event = parseOutput(endpoint, request, frameJson(request, response, frame))
        progress.seq = seq
        progress.attempts = 0
        yield { seq, event }
      }
    }
  } catch (thrown) {
    throwIfCancelled(signal)
    throw thrown
  } finally {
    leave.abort()
  }
}

/** Asks. Returns an error instead of a reply where asking again can help. */
async function open(
  request: EncodedRequest,
  client: ClientOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Response | VenomError> {
  const resume = progress.seq > 0 ? { 'last-event-id': String(progress.seq) } : {}
  const headers = { ...request.headers, accept: 'text/event-stream', ...resume }
  const response = await send({ ...request, headers }, client, signal).catch(returnUnreachable)
  if (VenomError.is(response)) return response
  if (!response.ok) {
    const failure = await readFailure(request, response)
    // A server that restarts, or the proxy before it, may answer so for a while.
    if (progress.begun && isRetryableStatus(response.status)) return failure
    throw failure
  }
  if (!isMediaType(response, 'text/event-stream')) throw badReply(request, response, await readText(request, response))
  progress.begun = true
  return response
}

function returnUnreachable(thrown: unknown): VenomError {
  if (VenomError.is(thrown, 'http.unreachable')) return thrown
  throw thrown
}

/** Gives the frames of a body, as many at once as arrived together; an error as a value when it broke off. */
function frameReader(request: EncodedRequest, response: Response): () => Promise<readonly SseFrame[] | VenomError> {
  let frames: SseFrame[] = []
  let malformed: VenomError | null = null
  const sse = createSseReader({ onFrame: (frame) => frames.push(frame) })
  const reader = response.body?.getReader()
  const lost = (cause: unknown): VenomError => unreachable(request, cause)

  return async () => {
    if (malformed !== null) throw malformed
    const next = reader === undefined ? undefined : await withinSilence(reader.read(), lost)
    if (VenomError.is(next)) return next
    if (next?.value === undefined) return lost(new Error('The stream ended before its `end` frame.'))
    frames = []
    try {
      sse.push(next.value)
    } catch (thrown) {
      if (!VenomError.is(thrown)) throw thrown
      // What was whole before the damage is given on first.
      malformed = thrown
    }
    return frames
  }
}

/** Waits for a piece of the stream; for as long as no server is silent that lives. */
async function withinSilence<T>(reading: Promise<T>, lost: (cause: unknown) => VenomError): Promise<T | VenomError> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<VenomError>((resolve) => {
    timer = setTimeout(() => resolve(lost(new Error('The server said nothing for too long.'))), silenceMs)
  })
  try {
    return await Promise.race([reading.catch(lost), silence])
  } finally {
    clearTimeout(timer)
  }
}

function frameJson(request: EncodedRequest, response: Response, frame: SseFrame): unknown {
  return parseJson(frame.data, () => badReply(request, response, frame.data))
}

function sequence(request: EncodedRequest, response: Response, frame: SseFrame): number {
  const seq = /^\d+$/.test(frame.id ?? '') ? Number(frame.id) : Number.NaN
  if (Number.isSafeInteger(seq)) return seq
  throw badReply(request, response, `id: ${frame.id ?? ''}`)
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  throwIfCancelled(signal)
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(cancelled(signal))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
