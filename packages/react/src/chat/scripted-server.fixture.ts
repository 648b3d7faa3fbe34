import {
  catalogue,
  ChatError,
  type ChatEvent,
  type ChatRequest,
  createDirectory,
  createMemoryTuningStorage,
  createMetrics,
  createModelIndex,
  createTuning,
  type FinishEvent,
  type Runtime,
  type StartEvent,
  type TranslationEntry,
  type VenomError,
} from '@venom/core'
import { createRuns, createTunedChat } from '@venom/runtimes'
import { createRuntimesClient, type RuntimesClient } from '@venom/runtimes/client'
import { runtimesApp } from '@venom/runtimes/http'

/** The model of the scripted server. */
export const model = 'Llama-3.2-3B-Instruct'

/** One step of a script: a piece of text, any event, a wait, or the end in failure. */
export type Step =
  | string
  | ChatEvent
  | { readonly waitMs: number }
  | { readonly until: Promise<unknown> }
  | { readonly fail: VenomError }

/** What the model does when it is asked, by how often it was asked before. */
export type Script = (request: ChatRequest, before: number) => Iterable<Step>

/** A server in this process: everything real but the model, whose words are written down. */
export interface ScriptedServer {
  readonly client: RuntimesClient
  /** What the model was asked, oldest first. */
  readonly asked: readonly ChatRequest[]
  /** How often an answer was ended before its script. */
  readonly stops: () => number
  readonly close: () => Promise<void>
}

/** Serves a script over the real routes, without a network. */
export function serveScript(script: Script, { graceMs = 10_000 }: { readonly graceMs?: number } = {}): ScriptedServer {
  const asked: ChatRequest[] = []
  let stops = 0
  const runtime: Runtime = {
    id: 'llama-server',
    kind: 'llama-cpp',
    offlineSchema: catalogue,
    health: async () => ({ state: 'ready', server: { kind: 'llama-cpp', version: 'b7083', capabilities: [] } }),
    models: async () => [{ id: model }],
    parameters: async () => ({ schema: catalogue, reported: {} }),
    chat(request, { signal } = {}) {
      asked.push(request)
      return play(script(request, asked.length - 1), signal ?? new AbortController().signal, () => (stops += 1))
    },
    close: async () => {},
  }
  const directory = createDirectory([runtime])
  const index = createModelIndex(directory)
  const metrics = createMetrics()
  const tuning = createTuning({ directory, storage: createMemoryTuningStorage(), sources: [] })
  const runs = createRuns({ chat: createTunedChat({ index, directory, tuning, metrics }), graceMs })
  const app = runtimesApp({ runs, index, directory, metrics, kinds: [], authorize: () => 'test' })
  return {
    client: createRuntimesClient({
      baseUrl: 'http://scripted.test',
      fetch: (url, init) => app.fetch(new Request(url, init)),
    }),
    asked,
    stops: () => stops,
    close: () => runs.close(),
  }
}

/** The first event of an answer. */
export function start(entries: readonly TranslationEntry[] = []): StartEvent {
  const server = { kind: 'llama-cpp', version: 'b7083', capabilities: [] } as const
  return { type: 'start', model, translation: { server, entries } }
}

/** The last event of an answer, with times of a llama-server on a small machine. */
export function finish(tokens: number, more: Partial<FinishEvent> = {}): FinishEvent {
  const decode = (tokens / 38.2) * 1_000
  return {
    type: 'finish',
    reason: 'stop',
    usage: { prompt_tokens: 412, completion_tokens: tokens, cached_tokens: 0 },
    timings: { connected: 4, queue: 11, prefill: 128, first_token: 152, first_text: 152, decode, total: 152 + decode },
    ...more,
  }
}

/** The words of a text, as a model says them. */
export function words(text: string): readonly string[] {
  return text.split(/(?<=\s)/)
}

async function* play(steps: Iterable<Step>, signal: AbortSignal, onStop: () => void): AsyncGenerator<ChatEvent, void> {
  let text = ''
  const cancelled = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  const partial = () => ({ text, reasoning: '', usage: {}, timings: {} })
  let isOver = false
  try {
    for (const step of steps) {
      // A real model gives its process back between two tokens.
      await Promise.race([cancelled, waitFor(step)])
      if (signal.aborted) throw new ChatError('runtime.cancelled', 'The answer was cancelled.', partial())
      if (typeof step === 'string') {
        text += step
        yield { type: 'text-delta', text: step }
      } else if ('fail' in step)
        throw new ChatError(step.fail.code, step.fail.message, partial(), { details: step.fail.details })
      else if ('type' in step) yield step
    }
    isOver = true
  } finally {
    if (!isOver && signal.aborted) onStop()
  }
}

async function waitFor(step: Step): Promise<unknown> {
  if (typeof step === 'object' && 'until' in step) return step.until
  const ms = typeof step === 'object' && 'waitMs' in step ? step.waitMs : 0
  return new Promise((resolve) => setTimeout(resolve, ms))
}
