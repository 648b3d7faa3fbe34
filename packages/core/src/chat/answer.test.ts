import fc from 'fast-check'
import { expect, test } from 'vitest'

import { VenomError } from '../errors/venom-error.js'
import { type Answer, emptyAnswer, failAnswer, isEnded, reduceAnswer } from './answer.js'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './event.js'

const start: ChatEvent = {
  type: 'start',
  model: 'pico',
  translation: { server: { kind: 'embedded', version: null, capabilities: [] }, entries: [] },
}
const finish: ChatEvent = { type: 'finish', reason: 'stop', usage: { completion_tokens: 2 }, timings: { total: 9 } }
const cancelled = new ChatError('runtime.cancelled', 'Cancelled.', {
  text: 'abc',
  reasoning: '',
  usage: {},
  timings: {},
})

test('an answer gathers its text, thoughts, calls and counts', () => {
  const answer = fold([
    start,
    { type: 'reasoning-delta', text: 'Hm.' },
    { type: 'text-delta', text: 'My ' },
    { type: 'text-delta', text: 'name' },
    { type: 'tool-call', call_id: '1', name: 'look', arguments: { at: 'sky' } },
    { type: 'usage', usage: { prompt_tokens: 3 } },
    finish,
  ])

  expect(answer).toMatchObject({
    state: 'finished',
    model: 'pico',
    reasoning: 'Hm.',
    text: 'My name',
    tool_calls: [{ call_id: '1', name: 'look', arguments: { at: 'sky' } }],
    usage: { completion_tokens: 2 },
    timings: { total: 9 },
  })
})

test('marks of time are kept as they come, and the progress of a prefill is not one of them', () => {
  const answer = fold([
    { type: 'progress', phase: 'connected', at_ms: 1 },
    { type: 'progress', phase: 'prefill', at_ms: 5, done: 10, total: 20 },
    { type: 'progress', phase: 'connected', at_ms: 7 },
  ])

  expect(answer.timings).toEqual({ connected: 1 })
  expect(answer.progress).toMatchObject({ at_ms: 7 })
})

test('a cancelled answer keeps the text that only the error still had', () => {
  const answer = failAnswer(fold([start, { type: 'text-delta', text: 'ab' }]), cancelled)
  expect(answer).toMatchObject({ state: 'cancelled', text: 'abc', error: cancelled })
})

test('C06: a failed answer keeps the text that its events brought', () => {
  const answer = failAnswer(fold([{ type: 'text-delta', text: 'ab' }]), new VenomError('http.unreachable', 'Gone.'))
  expect(answer).toMatchObject({ state: 'failed', text: 'ab' })
})

test('no event and no error leads out of an ended answer', () => {
  const texts = fc.string().map((text): ChatEvent => ({ type: 'text-delta', text }))
  const ends: Answer[] = [
    fold([finish]),
    failAnswer(emptyAnswer, cancelled),
    failAnswer(emptyAnswer, new VenomError('runtime.failed', 'x')),
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...ends),
      fc.array(fc.oneof(texts, fc.constant(finish), fc.constant(start))),
      (ended, events) => {
        const after = failAnswer(events.reduce(reduceAnswer, ended), cancelled)
        expect(after).toBe(ended)
        expect(isEnded(after)).toBe(true)
      },
    ),
  )
})

test('the text is all deltas in order, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      expect(fold(texts.map((text) => ({ type: 'text-delta', text }))).text).toBe(texts.join(''))
    }),
  )
})

function fold(events: readonly ChatEvent[]): Answer {
  return events.reduce(reduceAnswer, emptyAnswer)
}
