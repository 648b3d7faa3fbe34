import { createParser, type EventSourceMessage } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { encodeComment, encodeFrame } from './sse-write.js'

const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\0]/.test(text))
const frame = fc.record(
  { id: line, event: line.filter((text) => text !== ''), data: fc.string({ unit: 'binary' }) },
  { requiredKeys: ['data'] },
)

function decode(text: string): { events: EventSourceMessage[]; comments: string[] } {
  const events: EventSourceMessage[] = []
  const comments: string[] = []
  createParser({ onEvent: (event) => events.push(event), onComment: (comment) => comments.push(comment) }).feed(text)
  return { events, comments }
}

describe('sse-write', () => {
  test('what was written is what is read, in order, with LF for every line break', () => {
    fc.assert(
      fc.property(fc.array(frame), (frames) => {
        const { events } = decode(frames.map((one) => encodeFrame(one)).join(''))

        expect(events.map(({ id, event, data }) => ({ id, event, data }))).toEqual(
          frames.map((one) => ({ id: one.id, event: one.event, data: one.data.replaceAll(/\r\n|\r/g, '\n') })),
        )
      }),
    )
  })

  test('a comment is a comment, however many lines it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { events, comments } = decode(encodeComment(text) + encodeFrame({ data: 'after' }))

        expect(events.map((event) => event.data)).toEqual(['after'])
        expect(comments).toHaveLength(text.split(/\r\n|\r|\n/).length)
      }),
    )
  })

  test('a line break in the id or the event name is refused, as it would begin a field', () => {
    expect(() => encodeFrame({ id: '1\ndata: injected', data: '' })).toThrow(/one line/)
    expect(() => encodeFrame({ event: 'a\rb', data: '' })).toThrow(/one line/)
    expect(() => encodeFrame({ id: 'a\0b', data: '' })).toThrow(/one line/)
  })

  test('the form on the wire', () => {
    expect(encodeFrame({ id: '7', event: 'problem', data: 'a\r\nb' })).toBe(
      'id: 7\nevent: problem\ndata: a\ndata: b\n\n',
    )
  })
})
