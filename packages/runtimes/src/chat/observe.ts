import {
  ChatError,
  type ChatEvent,
  type Metrics,
  type ModelRef,
  type Timings,
  type Usage,
  VenomError,
} from '@venom/core'

/** Answers by runtime, model and `outcome`: a reason of finishing, an error's code, or `left`. */
export const chatsMetric = 'venom_chats_total'
/** Tokens by runtime, model and `kind`: `prompt`, `completion`, `cached`. */
export const tokensMetric = 'venom_chat_tokens_total'
/** Where the time went, by runtime, model and `phase`: the names of `Timings`. In seconds, as Prometheus has it. */
export const phaseMetric = 'venom_chat_phase_seconds'

/** Watches one answer. */
export interface Observer {
  see(event: ChatEvent): void
  fail(thrown: unknown): void
  /** Counts the answer: times, tokens, outcome. What is not known is not counted. */
  end(): void
}

/** Makes the observer of one answer. A piece of text costs it a comparison. */
export function createObserver({ runtime, model }: ModelRef, metrics: Metrics): Observer {
  const labels = { runtime, model }
  const marks: [string, number][] = []
  let outcome = 'left'
  let usage: Usage = {}
  let timings: Timings | undefined

  return {
    see(event) {
      if (event.type === 'text-delta') return
      if (event.type === 'progress' && event.done === undefined) marks.push([event.phase, event.at_ms])
      else if (event.type === 'usage') ({ usage } = event)
      else if (event.type === 'finish') ({ reason: outcome, usage, timings } = event)
    },
    fail(thrown) {
      outcome = VenomError.is(thrown) ? thrown.code : 'server.internal'
      if (ChatError.isChatError(thrown)) ({ usage, timings } = thrown.partial)
    },
    end() {
      metrics.count(chatsMetric, { ...labels, outcome })
      for (const [kind, tokens] of tokensOf(usage)) metrics.count(tokensMetric, { ...labels, kind }, tokens)
      for (const [phase, ms] of timings === undefined ? marks : Object.entries(timings)) {
        metrics.observe(phaseMetric, ms / 1_000, { ...labels, phase })
      }
    },
  }
}

function tokensOf(usage: Usage): readonly (readonly [string, number])[] {
  const { prompt_tokens: prompt, completion_tokens: completion, cached_tokens: cached } = usage
  return Object.entries({ prompt, completion, cached }).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  )
}
