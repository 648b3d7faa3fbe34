import type { ChatEvent, FinishReason } from '@venom/core'

import { warnOfCut } from '../adapter/cut-warning.js'
import type { DecodingOptions } from './body.js'
import { createChannels, type Piece } from './channels.js'
import type { LoadedModel } from './context.js'
import { createDecoder } from './decode.js'
import type { Step } from './generate.js'
import type { Interrupt } from './interrupt.js'
import { elapsedSince, type Output } from './output.js'
import type { Prompt } from './prompt.js'

/** What decides how the steps are read and when the answer ends. */
export interface ReadingOptions {
  readonly loaded: LoadedModel
  readonly prompt: Prompt
  readonly decoding: DecodingOptions
  /** A grammar forces the form of the answer. */
  readonly isFormed: boolean
}

/** After a whole JSON value a grammar allows white space only, which some models write without end. */
const endOfForm = '\n\n\n\n'

/**
 * Makes events of the steps of an answer and says in the end why it ended. A full window ends it with `length`, as llama-server
 * does: prompt and answer together never have more tokens than the window.
 */
export async function* readSteps(
  steps: AsyncGenerator<Step, undefined, undefined>,
  interrupt: Interrupt,
  { sink, timers, flush }: Output,
  { loaded, prompt, decoding, isFormed }: ReadingOptions,
): AsyncGenerator<ChatEvent, undefined, undefined> {
  const { model, windowTokens } = loaded
  const decoder = createDecoder(model, prompt.visible)
  const stops = [...(decoding.customStopTriggers ?? []), ...prompt.stopTexts, ...(isFormed ? [endOfForm] : [])]
  const channels = createChannels({
    stops,
    thought: prompt.thought,
    isThinking: prompt.isThinking,
    isTrimmed: isFormed,
  })
  const promptTokens = prompt.tokens.length
  const room = windowTokens - promptTokens
  const maxTokens =
    decoding.maxTokens === undefined || decoding.maxTokens < 0 ? room : Math.min(decoding.maxTokens, room)
  const startedAt = performance.now()
  let firstAt: number | null = null
  let reason: FinishReason = 'length'
  let cached = 0
  let count = 0

  try {
    while (count < maxTokens) {
      const { value: step } = await interrupt.wait(() => steps.next())
      timers.onLife()
      if (step === undefined) break
      if (step.type === 'prompt') {
        cached = step.cached
        sink.progress('prefill', step.done, promptTokens)
        yield* flush()
        continue
      }
      count += 1
      if (firstAt === null) {
        firstAt = performance.now()
        sink.progress('prefill', promptTokens, promptTokens)
        sink.mark('first_token')
        timers.onFirstToken()
        sink.serverTimings({ prefill: elapsedSince(startedAt) })
      }
      if (model.isEogToken(step.token) || prompt.stopTokens.has(step.token)) reason = 'stop'
      else write(channels.push(decoder.push(step.token)))
      if (channels.isStopped) reason = 'stop'
      yield* flush()
      if (reason === 'stop') break
    }
    write(channels.end())
    sink.stopped(reason)
  } finally {
    if (firstAt !== null) sink.serverTimings({ decode: elapsedSince(firstAt) })
    sink.usage({ prompt_tokens: promptTokens, completion_tokens: count, cached_tokens: cached })
  }
  if (reason === 'length') {
    warnOfCut(sink, { requested: decoding.maxTokens, contextTokens: windowTokens, promptTokens, got: count })
  }
  yield* flush()

  function write(pieces: readonly Piece[]): void {
    for (const { channel, text } of pieces) sink[channel](text)
  }
}
