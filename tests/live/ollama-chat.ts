import type { ChatEvent, ChatRequest, Runtime } from '@venom/core'
import { onTestFinished } from 'vitest'

import { type OllamaOptions, type OllamaServer, startOllama } from './ollama.js'
import { ollama, type OllamaRuntime } from '@venom/runtimes/ollama'

/** A real Ollama and a runtime that asks it, both for the running test. */
export async function serve(
  options: OllamaOptions = {},
): Promise<{ readonly server: OllamaServer; readonly runtime: OllamaRuntime }> {
  const server = await startOllama(options)
  const runtime = ollama({ url: server.url })
  onTestFinished(async () => {
    await runtime.close()
    await server.kill()
  })
  return { server, runtime }
}

/** A question, asked for the likeliest answer unless the parameters say otherwise. */
export function ask(content: string, generation_params: Record<string, number> = {}, model = 'pico'): ChatRequest {
  return { model, messages: [{ role: 'user', content }], generation_params: { temperature: 0, ...generation_params } }
}

/** All of an answer, and its texts put together. */
export interface WholeAnswer {
  readonly events: readonly ChatEvent[]
  readonly text: string
  readonly reasoning: string
}

/** Reads an answer to its end. */
export async function answer(runtime: Runtime, request: ChatRequest): Promise<WholeAnswer> {
  const events: ChatEvent[] = await Array.fromAsync(runtime.chat(request))
  const texts = (type: ChatEvent['type']): string =>
    events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('')
  return { events, text: texts('text-delta'), reasoning: texts('reasoning-delta') }
}
