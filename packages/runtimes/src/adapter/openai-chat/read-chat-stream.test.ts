import { type ChatEvent, VenomError } from '@venom/core'
import { expect, test } from 'vitest'

import { createSink } from '../answer-sink.js'
import { readChatStream, toFinishReason } from './read-chat-stream.js'

const stop = { choices: [{ delta: {}, finish_reason: 'stop' }] }

test.each(['reasoning_content', 'reasoning'])('C02: thinking that is called %s is told as thinking', (name) => {
  expect(read([{ choices: [{ delta: { [name]: 'hm' } }] }, stop])).toContainEqual({
    type: 'reasoning-delta',
    text: 'hm',
  })
})

test('C02: thinking that comes under both names is told once', () => {
  const events = read([{ choices: [{ delta: { reasoning_content: 'hm', reasoning: 'hm' } }] }, stop])
  expect(events.filter(({ type }) => type === 'reasoning-delta')).toHaveLength(1)
})

test('C06: an end that the server says is none keeps what came with it, and no half of a call is told', () => {
  const call = { index: 0, id: 'c1', function: { name: 'look', arguments: '{"at":' } }
  const chunks = [{ choices: [{ delta: { content: 'a', tool_calls: [call] }, finish_reason: 'abort' }] }]
  const events: ChatEvent[] = []

  expect(() => read(chunks, events)).toThrow(expect.objectContaining({ code: 'runtime.failed' }))
  expect(events.map(({ type }) => type)).toEqual(['text-delta', 'progress', 'progress', 'tool-call-delta'])
})

test('C06: an end without a reason before it is a truncation', () => {
  expect(() => read([{ choices: [{ delta: { content: 'a' } }] }])).toThrow(
    expect.objectContaining({ code: 'runtime.stream_truncated' }),
  )
})

/** Reads these chunks and the terminator, in a dialect in which `abort` is no good end. */
function read(chunks: readonly object[], events: ChatEvent[] = []): readonly ChatEvent[] {
  const sink = createSink({
    emit: (event) => void events.push(event),
    onFirstToken: () => undefined,
    onComplete: () => undefined,
  })
  const reader = readChatStream(sink, {
    onBeside: () => undefined,
    toFinishReason(said) {
      if (said === 'abort') throw new VenomError('runtime.failed', 'It was told to abort.')
      return toFinishReason(said)
    },
    toError: (said) => new VenomError('runtime.failed', String(said)),
  })
  const frames = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
  reader.push(Buffer.from(frames.map((frame) => `data: ${frame}\n\n`).join('')))
  return events
}
