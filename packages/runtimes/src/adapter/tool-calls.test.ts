import type { ChatEvent } from '@venom/core'
import { expect, test } from 'vitest'

import { createSink } from './answer-sink.js'
import { collectToolCalls, type ToolCallCollector } from './tool-calls.js'

test('C02: the pieces of two calls that come mixed make two whole calls', () => {
  const { calls, events } = collected()
  calls.push({ index: 0, id: 'a', name: 'look', arguments: '{"at":' })
  calls.push({ index: 1, id: 'b', name: 'listen' })
  calls.push({ index: 0, arguments: '"sky"}' })
  calls.flush()

  expect(events.filter(({ type }) => type === 'tool-call')).toEqual([
    { type: 'tool-call', call_id: 'a', name: 'look', arguments: { at: 'sky' } },
    { type: 'tool-call', call_id: 'b', name: 'listen', arguments: {} },
  ])
  expect(events.filter(({ type }) => type === 'tool-call-delta')).toHaveLength(2)
})

test('C06: arguments that are not JSON are an error that shows them', () => {
  const { calls } = collected()
  calls.push({ index: 0, id: 'a', name: 'look', arguments: '{"at":' })
  expect(() => calls.flush()).toThrow(/not JSON: \{"at":/)
})

test('C06: a hostile number of calls is refused', () => {
  const { calls } = collected()
  expect(() => {
    for (let index = 0; index < 1_000; index++) calls.push({ index })
  }).toThrow(/more than 128/)
})

test('C06: a name without end is refused', () => {
  const { calls } = collected()
  expect(() => {
    for (;;) calls.push({ index: 0, name: 'look'.repeat(50) })
  }).toThrow(/name of over 512/)
})

function collected(): { calls: ToolCallCollector; events: ChatEvent[] } {
  const events: ChatEvent[] = []
  const sink = createSink({
    emit: (event) => events.push(event),
    onFirstToken: () => undefined,
    onComplete: () => undefined,
  })
  return { calls: collectToolCalls(sink), events }
}
