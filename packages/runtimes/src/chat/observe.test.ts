import { ChatError, type ChatEvent, createMetrics, type Metrics } from '@venom/core'
import { describe, expect, test } from 'vitest'

import { createObserver } from './observe.js'

const ref = { runtime: 'embedded', model: 'pico' }
const usage = { prompt_tokens: 7, completion_tokens: 2 }
const events: readonly ChatEvent[] = [
  { type: 'progress', phase: 'first_token', at_ms: 80 },
  { type: 'text-delta', text: 'a' },
  { type: 'progress', phase: 'prefill', at_ms: 90, done: 3, total: 7 },
  { type: 'text-delta', text: 'b' },
  { type: 'finish', reason: 'length', usage, timings: { first_token: 80, total: 500, prefill: 60 } },
]

function counters(metrics: Metrics): unknown {
  return metrics.toJson().counters.map(({ labels, value }) => [labels['outcome'] ?? labels['kind'], value])
}

function phases(metrics: Metrics): unknown {
  return metrics.toJson().distributions.map(({ labels, max }) => [labels['phase'], max])
}

describe('an observer', () => {
  test('C03: times, tokens and the outcome are counted by runtime and model', () => {
    const metrics = createMetrics()
    const observer = createObserver(ref, metrics)

    events.forEach(observer.see)
    observer.end()

    expect(counters(metrics)).toEqual([
      ['length', 1],
      ['prompt', 7],
      ['completion', 2],
    ])
    expect(phases(metrics)).toEqual([
      ['first_token', 0.08],
      ['total', 0.5],
      ['prefill', 0.06],
    ])
    expect(metrics.toPrometheus()).toContain('venom_chats_total{runtime="embedded",model="pico",outcome="length"} 1')
  })

  test('an answer that fails is counted under its code, with what it took until then', () => {
    const metrics = createMetrics()
    const observer = createObserver(ref, metrics)
    const partial = { text: 'a', reasoning: '', usage: { completion_tokens: 1 }, timings: { first_token: 80 } }

    observer.fail(new ChatError('runtime.stream_truncated', 'Broke off.', partial))
    observer.end()

    expect(counters(metrics)).toEqual([
      ['runtime.stream_truncated', 1],
      ['completion', 1],
    ])
    expect(phases(metrics)).toEqual([['first_token', 0.08]])
  })

  test('an answer whose reader leaves is counted as left, with the marks that were seen', () => {
    const metrics = createMetrics()
    const observer = createObserver(ref, metrics)

    events.slice(0, 3).forEach(observer.see)
    observer.end()

    expect(counters(metrics)).toEqual([['left', 1]])
    expect(phases(metrics)).toEqual([['first_token', 0.08]])
  })
})
