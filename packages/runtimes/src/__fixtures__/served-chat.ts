import type { IncomingMessage, ServerResponse } from 'node:http'

import { type ChatEvent, type ChatOptions, VenomError, type WarningEvent } from '@venom/core'
import { httpServer } from '@venom/core/testing'
import { onTestFinished } from 'vitest'

import { readSse } from '../adapter/read-sse.js'
import { type RunningAnswers, streamChat } from '../adapter/stream-chat.js'
import { createTransport, type RequestOptions, type Transport } from '../adapter/transport.js'

/** How a server answers one request. */
export type Answering = (reply: ServerResponse, request: IncomingMessage) => void

/** The header of an event stream. */
export const sse = { 'content-type': 'text/event-stream' }

/** The terminator of a good answer. */
export const done = 'data: [DONE]\n\n'

/** One token as it travels. */
export function word(text: string): string {
  return `data: ${JSON.stringify({ text })}\n\n`
}

/**
 * Options of one chat; `url` instead of the server's own, whether its reader tells why the answer ended, what is warned of first,
 * what is asked before, what is asked to explain a refusal, and who hears that the server failed.
 */
export type ServedOptions = ChatOptions & {
  readonly url?: string
  readonly saysWhy?: boolean
  readonly warnings?: readonly WarningEvent[]
  readonly asksFirst?: (transport: Transport, options: RequestOptions) => Promise<unknown>
  readonly explains?: (transport: Transport, options: RequestOptions) => Promise<VenomError>
  readonly onFailed?: () => void
}

/** Reads one answer to its end, well or badly. */
export async function ask(answering: Answering, options: ServedOptions = {}) {
  const chat = await prepare(answering, options)
  const events: ChatEvent[] = []
  try {
    for await (const event of chat()) events.push(event)
    return { events, error: null }
  } catch (error) {
    return { events, error }
  }
}

/** All events of an answer that ends well. */
export async function collect(answer: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  return Array.fromAsync(answer)
}

/** Serves an answer and gives what asks for it. */
export async function prepare(answering: Answering, options: ServedOptions = {}, running: RunningAnswers = new Set()) {
  const server = await httpServer((request, reply) => {
    request.resume()
    answering(reply, request)
  })
  const transport = createTransport({ url: options.url ?? server.url })
  onTestFinished(() => server.close())
  onTestFinished(() => transport.close())
  return () =>
    streamChat(
      {
        transport,
        contentType: 'text/event-stream',
        async prepare({ signal }) {
          await options.asksFirst?.(transport, { signal })
          return {
            start: {
              type: 'start',
              model: 'm',
              translation: { server: { kind: 'test', version: null, capabilities: [] }, entries: [] },
            },
            ...(options.warnings === undefined ? {} : { warnings: options.warnings }),
            path: '/chat',
            body: '{}',
          }
        },
        read(sink) {
          let isComplete = false
          return readSse({
            isComplete: () => isComplete,
            onChunk: (chunk) => sink.text(textOf(chunk)),
            onTerminator() {
              isComplete = true
              if (options.saysWhy !== false) sink.stopped('stop')
              sink.complete()
            },
          })
        },
        toError: (status, text, _start, { signal }) =>
          options.explains?.(transport, { signal }) ?? new VenomError('runtime.failed', `${status} ${text.length}`),
        ...(options.onFailed === undefined ? {} : { onFailed: options.onFailed }),
      },
      running,
      options,
    )
}

function textOf(chunk: unknown): string {
  return typeof chunk === 'object' && chunk !== null && 'text' in chunk ? String(chunk.text) : ''
}
