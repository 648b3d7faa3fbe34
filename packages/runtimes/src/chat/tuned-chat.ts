import {
  type ChatEvent,
  type ChatOptions,
  type ChatRequest,
  type Metrics,
  type ModelIndex,
  type RuntimeDirectory,
  type Tuning,
  VenomError,
} from '@venom/core'

import { createObserver, type Observer } from './observe.js'
import { relay } from './relay.js'

/** What generating needs. */
export interface TunedChatParts {
  readonly index: Pick<ModelIndex, 'resolve'>
  readonly directory: RuntimeDirectory
  readonly tuning: Pick<Tuning, 'apply'>
  /** Where times, tokens and outcomes are counted. */
  readonly metrics: Metrics
}

/** Options of one tuned chat. */
export interface TunedChatOptions extends ChatOptions {
  /** Id of the runtime, where `model` is a bare name that several have. */
  readonly runtime?: string
}

/**
 * Answers a request whose `model` is the one address string: `name`, or `<runtime id>/<name>`. Saved overrides are applied, and
 * nothing is sent before the first `next()`. Leaving the loop cancels; an abort throws `runtime.cancelled`.
 * @throws {VenomError} `model.unknown`, `model.ambiguous`, `runtime.unknown`, `tuning.invalid_values`, and what the runtime throws.
 */
export type TunedChat = (request: ChatRequest, options?: TunedChatOptions) => AsyncIterable<ChatEvent>

/** Makes the one way of generating: every route that makes a model answer calls this. */
export function createTunedChat({ index, directory, tuning, metrics }: TunedChatParts): TunedChat {
  return (request, { runtime: id, ...options } = {}) => {
    const call = options.signal === undefined ? {} : { signal: options.signal }
    let observer: Observer | undefined
    return relay<ChatEvent>({
      async open() {
        const ref = await index.resolve(request.model, id === undefined ? call : { ...call, runtime: id })
        const runtime = directory.get(ref.runtime)
        if (runtime === undefined) throw unknownRuntime(ref.runtime)
        const applied = await tuning.apply(ref, { ...request, model: ref.model }, call)
        observer = createObserver(ref, metrics)
        return runtime.chat(applied, options)
      },
      onEvent: (event) => observer?.see(event),
      onFailure(thrown) {
        observer?.fail(thrown)
        return thrown
      },
      onEnd: () => observer?.end(),
    })
  }
}

function unknownRuntime(id: string): VenomError {
  return new VenomError('runtime.unknown', `There is no runtime “${id}”. Pick one of those that are listed.`)
}
