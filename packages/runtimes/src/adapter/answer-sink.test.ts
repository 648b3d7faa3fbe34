import type { ChatEvent, Json } from '@venom/core'
import { expect, test } from 'vitest'

import { createSink, maxAnswerLength, maxArgumentsDepth, type RecordingSink } from './answer-sink.js'

const mebi = 'x'.repeat(1024 * 1024)

test('C06: an answer without end is ended with a typed error, and what came until then is kept', () => {
  const { sink, events } = recorded()
  const writeOn = () => {
    for (;;) sink.text(mebi)
  }

  expect(writeOn).toThrow(expect.objectContaining({ code: 'chat.too_long', details: { limit: maxAnswerLength } }))
  expect(sink.partial().text).toHaveLength(maxAnswerLength)
  expect(events.filter(({ type }) => type === 'text-delta')).toHaveLength(maxAnswerLength / mebi.length)
})

test('C06: text, reasoning and the arguments of tool calls have one limit together', () => {
  const { sink } = recorded()
  sink.text(mebi.repeat(7))
  sink.reasoning(mebi.repeat(7))
  sink.toolCallDelta('a', mebi)

  expect(() => sink.toolCall('a', 'look', { at: mebi })).toThrow(expect.objectContaining({ code: 'chat.too_long' }))
  expect(sink.partial()).toMatchObject({ text: mebi.repeat(7), reasoning: mebi.repeat(7) })
})

test('C06: a tool call that is as deep as may be is told, and a deeper one is an error with a reason', () => {
  const { sink, events } = recorded()
  sink.toolCall('a', 'look', levels(maxArgumentsDepth))

  expect(events.at(-1)).toMatchObject({ type: 'tool-call', call_id: 'a' })
  expect(() => sink.toolCall('b', 'look', levels(maxArgumentsDepth + 1))).toThrow(
    expect.objectContaining({ code: 'runtime.stream_malformed', message: expect.stringContaining('128 levels') }),
  )
  expect(() => sink.toolCall('c', 'look', levels(200_000))).toThrow('128 levels')
})

function levels(count: number): Json {
  const parsed: Json = JSON.parse('['.repeat(count) + ']'.repeat(count))
  return parsed
}

function recorded(): { readonly sink: RecordingSink; readonly events: readonly ChatEvent[] } {
  const events: ChatEvent[] = []
  const sink = createSink({
    emit: (event) => events.push(event),
    onFirstToken: () => undefined,
    onComplete: () => undefined,
  })
  return { sink, events }
}
