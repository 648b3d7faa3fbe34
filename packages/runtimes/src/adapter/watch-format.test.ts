import type { ChatEvent, ChatRequest, FinishReason } from '@venom/core'
import { expect, test } from 'vitest'

import { createSink } from './answer-sink.js'
import { watchFormat } from './watch-format.js'

const json = { type: 'json' } as const

test('C06: an answer that is no JSON although that was asked for says so before its end', () => {
  const events = answer(['My name', ' is Pico.'], { type: 'json_schema', schema: { type: 'object' } })

  expect(events.slice(-2)).toMatchObject([
    { type: 'warning', code: 'chat.answer_not_json', detail: { format: 'json_schema' } },
    { type: 'finish', reason: 'stop' },
  ])
  expect(warnings(answer([], json))).toHaveLength(1)
})

test('C06: an answer that is JSON, was cut, or was asked for as text gives no warning', () => {
  expect(warnings(answer(['{"name":', ' "Pico"}\n'], json))).toEqual([])
  expect(warnings(answer(['{"name":'], json, 'length'))).toEqual([])
  expect(warnings(answer(['My name is Pico.'], undefined))).toEqual([])
})

function answer(
  pieces: readonly string[],
  response_format: ChatRequest['response_format'],
  reason: FinishReason = 'stop',
): readonly ChatEvent[] {
  const events: ChatEvent[] = []
  const sink = createSink({
    emit: (event) => void events.push(event),
    onFirstToken: () => undefined,
    onComplete: () => undefined,
  })
  const request = { model: 'pico', messages: [], ...(response_format === undefined ? {} : { response_format }) }
  const watched = watchFormat(sink, request)
  for (const piece of pieces) watched.text(piece)
  watched.stopped(reason)
  watched.complete()
  return events
}

function warnings(events: readonly ChatEvent[]): readonly ChatEvent[] {
  return events.filter(({ type }) => type === 'warning')
}
