import fc from 'fast-check'
import type { Token } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { tinyModel } from '../../../../tests/live/tiny-model.js'
import { createHandles, type LoadedModel } from './context.js'
import { createDecoder } from './decode.js'

const handles = createHandles(tinyModel, Infinity)
let loaded: LoadedModel
beforeAll(async () => {
  loaded = await handles.load()
})
afterAll(() => handles.close())

function decode(tokens: readonly Token[]): readonly string[] {
  const decoder = createDecoder(loaded.model, new Map())
  return tokens.map((token) => decoder.push(token))
}

test('a character whose bytes are several tokens comes whole', () => {
  const tokens = loaded.model.tokenize('Zażółć 🦙 漢字')

  const deltas = decode(tokens)

  expect(tokens.length).toBeGreaterThan(12)
  expect(deltas.join('')).toBe('Zażółć 🦙 漢字')
  expect(deltas.join('|')).not.toContain('\uFFFD')
})

test('any text comes back as it was, and never a replacement character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!text.includes('\uFFFD'))

      const deltas = decode(loaded.model.tokenize(text))

      expect(deltas.join('')).toBe(text)
      expect(deltas.some((delta) => delta.includes('\uFFFD'))).toBe(false)
    }),
  )
})

test('an unfinished character at the end is not given out', () => {
  const tokens = loaded.model.tokenize('a🦙')

  expect(decode(tokens.slice(0, -1)).join('')).toBe('a')
})

test('visible marks are written out and cut nothing else', () => {
  const [mark] = loaded.model.tokenize('<|im_end|>', true)
  const [letter] = loaded.model.tokenize('a')
  if (mark === undefined || letter === undefined) throw new Error('The tiny model has another vocabulary.')
  const decoder = createDecoder(loaded.model, new Map([[mark, '</think>']]))

  expect([decoder.push(letter), decoder.push(mark), decoder.push(letter)]).toEqual(['a', '</think>', 'a'])
})
