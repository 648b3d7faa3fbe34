import {
  ChatError,
  type ChatEvent,
  type ChatOptions,
  type ChatRequest,
  type ErrorCode,
  type FinishEvent,
  type Runtime,
  type StartEvent,
  type Values,
  VenomError,
} from '@venom/core'

import { ensure, shorten } from './assert.js'
import type { ConformanceCase, ConformanceHarness } from './conformance-case.js'

/** Everything that was heard of one answer. */
export interface Heard {
  readonly events: readonly ChatEvent[]
  readonly text: string
  /** What was thrown; undefined where the answer ended well. */
  readonly thrown: unknown
}

/** An answer that ended well. */
export interface WholeAnswer extends Heard {
  readonly start: StartEvent
  readonly finish: FinishEvent
}

/** Reads an answer to its end, good or bad. `onEvent` is called for each event as it comes. */
export async function listen(answer: AsyncIterable<ChatEvent>, onEvent?: (event: ChatEvent) => void): Promise<Heard> {
  const events: ChatEvent[] = []
  let thrown: unknown
  try {
    for await (const event of answer) {
      events.push(event)
      onEvent?.(event)
    }
  } catch (error) {
    thrown = error
  }
  return { events, text: textOf(events), thrown }
}

/** Reads an answer that has to end well. @throws {Error} that names the error it ended in. */
export async function answer(runtime: Runtime, request: ChatRequest, options: ChatOptions = {}): Promise<WholeAnswer> {
  const heard = await listen(runtime.chat(request, options))
  const [start, finish] = [heard.events[0], heard.events.at(-1)]
  ensure(heard.thrown === undefined, `The answer ended in ${nameOf(heard.thrown)}.`)
  ensure(
    start?.type === 'start' && finish?.type === 'finish',
    `The answer is not framed by start and finish: ${kinds(heard)}.`,
  )
  return { ...heard, start, finish }
}

/** Checks that an answer ended in a `ChatError` of this code which keeps all the text that was heard. @throws {Error} otherwise. */
export function ensureFailed(heard: Heard, code: ErrorCode): ChatError {
  const { thrown, text } = heard
  ensure(thrown !== undefined, `The answer ended well, expected ${code}: ${kinds(heard)}.`)
  ensure(ChatError.isChatError(thrown), `Expected a ChatError ${code}, got ${nameOf(thrown)}.`)
  ensure(thrown.code === code, `Expected ${code}, got ${nameOf(thrown)}.`)
  ensure(!heard.events.some(({ type }) => type === 'finish'), `There is a finish event although ${code} was thrown.`)
  ensure(
    thrown.partial.text.startsWith(text),
    `The error keeps “${shorten(thrown.partial.text)}”, but “${shorten(text)}” was heard.`,
  )
  return thrown
}

/** A request with one question. */
export function ask(harness: ConformanceHarness, prompt: string, generation_params: Values = {}): ChatRequest {
  return { model: harness.model, messages: [{ role: 'user', content: prompt }], generation_params }
}

/** A request whose answer runs for seconds. */
export function askEndless(harness: ConformanceHarness, generation_params: Values): ChatRequest {
  const { endlessPrompt, endlessFormat } = harness
  const request = ask(harness, endlessPrompt, generation_params)
  return endlessFormat === undefined ? request : { ...request, response_format: endlessFormat }
}

/** A case with a runtime of its own, which is closed whatever happens. */
export function runtimeCase(
  harness: ConformanceHarness,
  id: string,
  title: string,
  body: (runtime: Runtime, signal: AbortSignal) => Promise<void>,
): ConformanceCase {
  return {
    id,
    title,
    async run(signal) {
      const runtime = await harness.open()
      try {
        await body(runtime, signal)
      } finally {
        await runtime.close()
      }
    },
  }
}

/** The text of an answer. */
function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
}

/** What was thrown, for a message. */
export function nameOf(thrown: unknown): string {
  if (VenomError.is(thrown)) return `${thrown.code} (${shorten(thrown.message)})`
  return shorten(String(thrown))
}

function kinds({ events }: Heard): string {
  return shorten(events.map(({ type }) => type).join(' ') || 'no event at all')
}
