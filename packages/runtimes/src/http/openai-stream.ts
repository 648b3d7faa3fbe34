import type { ChatEvent } from '@venom/core'

import { encodeError } from './codecs/openai-error.js'
import { type ChunkHead, createChunkEncoder } from './codecs/openai-text.js'

/** What a stream is written with. */
export interface OpenAiStreamOptions {
  readonly head: ChunkHead
  /** Aborted when the reader leaves. */
  readonly leave: AbortController
  /** Told of what ends the answer badly. */
  readonly report: (thrown: unknown) => void
  /** Without anything to say, a comment is sent this often, in milliseconds. */
  readonly keepAliveMs: number
}

/**
 * Writes an answer as server-sent chunks, `[DONE]` last; a failure is one last `{error}` without it. Settles with the first event,
 * so that what fails before still gets a status of its own. An event is taken only when there is room for it.
 */
export async function toOpenAiStream(
  events: AsyncIterable<ChatEvent>,
  { head, leave, report, keepAliveMs }: OpenAiStreamOptions,
): Promise<ReadableStream<Uint8Array>> {
  const iterator = events[Symbol.asyncIterator]()
  const encode = createChunkEncoder(head)
  const utf8 = new TextEncoder()
  let first: IteratorResult<ChatEvent> | undefined = await iterator.next()
  let keepAlive: ReturnType<typeof setInterval> | undefined
  let isLeft = false

  /** The next frames, and whether they are the last. */
  async function take(): Promise<readonly [string, boolean]> {
    try {
      for (;;) {
        const next: IteratorResult<ChatEvent, undefined> = first ?? (await iterator.next())
        first = undefined
        if (next.done === true) return [toFrame('[DONE]'), true]
        const chunks = encode(next.value)
        if (chunks.length > 0) return [chunks.map(toFrame).join(''), false]
      }
    } catch (thrown) {
      if (!isLeft) report(thrown)
      return [toFrame(JSON.stringify({ error: encodeError(thrown).error })), true]
    }
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      keepAlive = setInterval(() => {
        // A reader that has not taken the last chunk needs no sign of life.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(utf8.encode(': keep-alive\n\n'))
      }, keepAliveMs)
    },
    async pull(controller) {
      const [frames, isLast] = await take()
      if (isLeft) return
      controller.enqueue(utf8.encode(frames))
      if (!isLast) return
      clearInterval(keepAlive)
      controller.close()
    },
    async cancel() {
      isLeft = true
      clearInterval(keepAlive)
      leave.abort()
      await iterator.return?.()
    },
  })
}

function toFrame(data: string): string {
  return `data: ${data}\n\n`
}
