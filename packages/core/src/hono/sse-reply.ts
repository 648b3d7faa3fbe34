import { encodeComment } from '../streams/sse-write.js'

const keepAliveMs = 15_000
/** A reader that takes nothing for this long has left without a word: it holds a place, and the source's memory. */
const patienceMs = 60_000

/** Headers of every event stream: no cache keeps it, and no nginx collects it. */
export const sseHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/** How a protocol says its events: each text is whole frames. */
export interface SseFrames<T> {
  /** Empty for an event that the protocol does not tell. */
  readonly event: (event: T) => string
  /** The last frame of a stream that ended well. */
  readonly end: string
  /** The last frame of one that failed. */
  readonly failure: (thrown: unknown) => string
}

/** What a stream needs beside its events. */
export interface SseReplyOptions<T> {
  readonly frames: SseFrames<T>
  /** Aborted when the reader leaves, before the iterator is asked to return. */
  readonly leave: AbortController
  /** Told of everything that the iterator throws, or that its `return` throws. */
  readonly onError: (thrown: unknown) => void
  /**
   * How long to wait for the first event before the answer is 200, in milliseconds. What fails sooner, such as an unknown
   * name, is thrown, so that it still gets a status of its own. Default: 250.
   */
  readonly graceMs?: number
}

const encoder = new TextEncoder()
const keepAlive = encoder.encode(encodeComment('keep-alive'))

/**
 * Answers with events as they come. An event is taken only when the reader has room for it: a slow reader slows the source,
 * and no more than one event waits. Every 15 s a comment keeps the connection alive. A reader that takes nothing for a minute is left.
 * @throws what the iterator throws within its first `graceMs`.
 */
export async function sseReply<T>(events: AsyncIterable<T>, options: SseReplyOptions<T>): Promise<Response> {
  const iterator = events[Symbol.asyncIterator]()
  const first = iterator.next()
  await settledOrLate(first, options.graceMs ?? 250)
  return new Response(toBody(iterator, first, options), { headers: sseHeaders })
}

function toBody<T>(
  iterator: AsyncIterator<T>,
  first: Promise<IteratorResult<T>>,
  { frames, leave, onError }: SseReplyOptions<T>,
): ReadableStream<Uint8Array> {
  let pending: typeof first | null = first
  let timer: ReturnType<typeof setInterval> | undefined
  let left = false
  let takenAt = performance.now()

  async function leaveSource(): Promise<void> {
    left = true
    clearInterval(timer)
    leave.abort()
    // A generator that waits sees the abort first; its `finally` runs before this settles.
    await iterator.return?.().catch(onError)
  }

  /** The next frame, and whether it is the last. */
  async function take(): Promise<readonly [string, boolean]> {
    try {
      for (;;) {
        const next = await (pending ?? iterator.next())
        pending = null
        if (next.done === true) return [frames.end, true]
        const frame = frames.event(next.value)
        if (frame !== '') return [frame, false]
      }
    } catch (thrown) {
      // A source that fails because its reader left has done what it was asked.
      if (!left) onError(thrown)
      return [frames.failure(thrown), true]
    }
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(keepAlive)
        // A reader that has not taken the last frame needs no sign of life; it owes one.
        else if (performance.now() - takenAt > patienceMs) {
          controller.error(new Error('The reader took nothing for a minute.'))
          void leaveSource()
        }
      }, keepAliveMs)
    },
    async pull(controller) {
      takenAt = performance.now()
      const [frame, isLast] = await take()
      if (left) return
      controller.enqueue(encoder.encode(frame))
      if (!isLast) return
      clearInterval(timer)
      controller.close()
    },
    cancel: leaveSource,
  })
}

async function settledOrLate(first: Promise<unknown>, graceMs: number): Promise<void> {
  if (graceMs === Infinity) return void (await first)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs)
  })
  try {
    await Promise.race([first, late])
  } finally {
    clearTimeout(timer)
  }
}
