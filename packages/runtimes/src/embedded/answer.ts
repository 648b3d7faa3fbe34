import type { ChatEvent, ChatOptions, ChatRequest, StartEvent } from '@venom/core'
import type { ChatHistoryItem, LlamaGrammar } from 'node-llama-cpp'

import { toChatError } from '../adapter/failure.js'
import type { DecodingOptions } from './body.js'
import type { Handles, LoadedModel } from './context.js'
import { busy, overflow } from './failure.js'
import { generate } from './generate.js'
import type { Interrupt } from './interrupt.js'
import { createOutput, elapsedSince, type Output } from './output.js'
import { refuseHuge, renderPrompt } from './prompt.js'
import { readSteps } from './read-steps.js'
import { createRun, type Run, type RunningAnswer } from './run.js'
import type { Seat, Seats } from './seats.js'

/** What an answer is made of, translated before anything is loaded. */
export interface PreparedAnswer {
  readonly start: StartEvent
  readonly history: readonly ChatHistoryItem[]
  readonly decoding: DecodingOptions
  /** Makes the grammar of the response format; null where the form is free. */
  toGrammar(loaded: LoadedModel): Promise<LlamaGrammar | null>
}

/** The one worker that all answers of a runtime share. */
export interface Worker {
  readonly handles: Handles
  readonly seats: Seats
  readonly running: Set<RunningAnswer>
  prepare(request: ChatRequest, options: ChatOptions): Promise<PreparedAnswer>
}

/**
 * One answer. Nothing starts before the first `next()`, and each token is computed when it is asked for. Of the timeouts, first
 * token, idle and total apply; waiting in the queue is no idleness.
 */
export function answer(
  worker: Worker,
  request: ChatRequest,
  options: ChatOptions = {},
): AsyncIterableIterator<ChatEvent, undefined> {
  const run = createRun(worker.running, options)
  const events = produce(worker, request, options, run)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => events.next(),
    // A generator would let the reader's leaving wait for the event that is asked for.
    return() {
      run.leave()
      return events.return(undefined)
    },
  }
}

async function* produce(
  worker: Worker,
  request: ChatRequest,
  options: ChatOptions,
  run: Run,
): AsyncGenerator<ChatEvent, undefined, undefined> {
  const { interrupt } = run
  const output = createOutput(interrupt, options)
  try {
    run.begin()
    const prepared = await interrupt.wait(() => worker.prepare(request, options))
    interrupt.check()
    run.seat = worker.seats.take()
    yield prepared.start
    if (run.seat === null) throw busy()
    yield* waitForTurn(run.seat, interrupt, output)
    yield* waitForModel(worker.handles, interrupt, output)

    const loaded = await interrupt.wait(worker.handles.load)
    const grammar = await interrupt.wait(() => prepared.toGrammar(loaded))
    await interrupt.wait(() => refuseHuge(loaded, prepared.history, interrupt.check))
    const prompt = renderPrompt(loaded, prepared.history)
    if (prompt.tokens.length >= loaded.windowTokens) throw overflow(prompt.tokens.length, loaded.windowTokens)
    run.steps = generate(loaded, prompt.tokens, prepared.decoding, grammar)
    yield* readSteps(run.steps, interrupt, output, {
      loaded,
      prompt,
      decoding: prepared.decoding,
      isFormed: grammar !== null,
    })

    interrupt.check()
    interrupt.end()
    await run.free()
    output.sink.complete()
    yield* output.flush()
  } catch (thrown) {
    if (!run.hasLeft) throw toChatError(thrown, output.sink.partial())
  } finally {
    output.timers.stop()
    interrupt.end()
    // After an interrupt a step of native code may still run; only who left the loop waits for it.
    if (interrupt.reason === null || run.hasLeft) await run.free()
  }
}

async function* waitForTurn(
  seat: Seat,
  interrupt: Interrupt,
  output: Output,
): AsyncGenerator<ChatEvent, undefined, undefined> {
  if (!seat.mustWait) return
  const since = performance.now()
  output.sink.progress('queue', 0, 1)
  yield* output.flush()
  output.timers.pause()
  await interrupt.wait(() => seat.turn)
  output.timers.resume()
  output.sink.serverTimings({ queue: elapsedSince(since) })
  output.sink.progress('queue', 1, 1)
  yield* output.flush()
}

async function* waitForModel(
  handles: Handles,
  interrupt: Interrupt,
  output: Output,
): AsyncGenerator<ChatEvent, undefined, undefined> {
  if (handles.isLoaded) return
  const since = performance.now()
  output.sink.progress('load', 0, 1)
  yield* output.flush()
  await interrupt.wait(handles.load)
  output.sink.serverTimings({ load: elapsedSince(since) })
  output.sink.progress('load', 1, 1)
  yield* output.flush()
}
