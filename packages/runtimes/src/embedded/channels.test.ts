import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type ChannelOptions, createChannels, type Piece } from './channels.js'

const free: ChannelOptions = { stops: [], thought: null, isThinking: false, isTrimmed: false }
const thinking: ChannelOptions = { ...free, thought: { open: '<think>', close: '</think>' } }

function read(chunks: readonly string[], options: ChannelOptions): { text: string; reasoning: string } {
  const channels = createChannels(options)
  const pieces: Piece[] = [...chunks.flatMap((chunk) => channels.push(chunk)), ...channels.end()]
  const of = (channel: Piece['channel']): string =>
    pieces.map((piece) => (piece.channel === channel ? piece.text : '')).join('')
  return { text: of('text'), reasoning: of('reasoning') }
}

test('without stops and marks everything is text', () => {
  expect(read(['a', ' b'], free)).toEqual({ text: 'a b', reasoning: '' })
})

test('reasoning stands between its marks, however they are cut', () => {
  expect(read(['<th', 'ink>\nWhy', '?\n</thi', 'nk>\n\nBe', 'cause.'], thinking)).toEqual({
    text: 'Because.',
    reasoning: 'Why?',
  })
})

test('a prompt that opened the reasoning needs no first mark', () => {
  expect(read(['Why?</think> So.'], { ...thinking, isThinking: true })).toEqual({ text: 'So.', reasoning: 'Why?' })
})

test('a stop text ends the answer and is not part of it', () => {
  expect(read(['on', 'e tw', 'o three'], { ...free, stops: ['two'] })).toEqual({ text: 'one ', reasoning: '' })
})

test('a stop text ends reasoning too', () => {
  expect(read(['<think>hm STOP'], { ...thinking, stops: ['STOP'] })).toEqual({ text: '', reasoning: 'hm ' })
})

test('white space at the end of a formed answer is left out', () => {
  expect(read(['{}', '\n\n'], { ...free, stops: ['\n\n\n\n'], isTrimmed: true }).text).toBe('{}')
})

test('however an output is cut, the same comes out', () => {
  const chunk = fc.oneof(
    fc.constantFrom('<think>', '</think>', '<th', 'ink>', 'STOP', 'ST', 'OP'),
    fc.string({ maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 20 }), (chunks) => {
      const options = { ...thinking, stops: ['STOP', 'OPS'] }

      const cut = read(chunks, options)

      expect(cut).toEqual(read([chunks.join('')], options))
    }),
  )
})

test('however an output is cut, no stop text gets out, and nothing before it is lost', () => {
  const chunk = fc.oneof(fc.constantFrom('STOP', 'ST', 'OP', 'OPS', 'S'), fc.string({ maxLength: 4 }))
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 20 }), (chunks) => {
      const { text } = read(chunks, { ...free, stops: ['STOP', 'OPS'] })

      expect(text).toBe(chunks.join('').split(/STOP|OPS/)[0])
    }),
  )
})
