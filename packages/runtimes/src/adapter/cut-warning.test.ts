import type { ChatEvent } from '@venom/core'
import { expect, test } from 'vitest'

import { createSink } from './answer-sink.js'
import { type AnswerLengths, warnOfCut } from './cut-warning.js'

const full: AnswerLengths = { requested: 64, contextTokens: 64, promptTokens: 16, got: 48 }

test('C08: an answer that ended where its window did was cut by it', () => {
  expect(warnings(full)).toEqual([{ requested: 64, got: 48, context_tokens: 64 }])
})

test('C08: an answer without a limit of its own says that nobody set one', () => {
  expect(warnings({ ...full, requested: undefined })).toEqual([{ requested: null, got: 48, context_tokens: 64 }])
  expect(warnings({ ...full, requested: -1 })).toEqual([{ requested: null, got: 48, context_tokens: 64 }])
})

test('C08: an answer that its own limit ended was not cut, even where the window is full', () => {
  expect(warnings({ ...full, requested: 48 })).toEqual([])
})

test('C08: an answer that ended below its own limit, with room in the window, was cut by the server', () => {
  const events = told({ requested: 480, contextTokens: 1024, promptTokens: 11, got: 5 })
  expect(events).toEqual([
    { type: 'warning', code: 'chat.answer_cut_by_server', detail: { requested: 480, got: 5, context_tokens: 1024 } },
  ])
})

test('C08: where nobody set a limit and the window has room, or nobody knows, nothing is said', () => {
  expect(warnings({ ...full, requested: undefined, got: 47 })).toEqual([])
  expect(warnings({ ...full, contextTokens: undefined })).toEqual([])
  expect(warnings({ ...full, promptTokens: undefined })).toEqual([])
  expect(warnings({ ...full, got: undefined })).toEqual([])
})

function warnings(lengths: AnswerLengths): readonly unknown[] {
  return told(lengths).map((event) => (event.type === 'warning' ? event.detail : event.type))
}

function told(lengths: AnswerLengths): readonly ChatEvent[] {
  const events: ChatEvent[] = []
  const sink = createSink({
    emit: (event) => void events.push(event),
    onFirstToken: () => undefined,
    onComplete: () => undefined,
  })
  warnOfCut(sink, lengths)
  return events
}
