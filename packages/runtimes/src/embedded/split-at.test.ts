import fc from 'fast-check'
import { expect, test } from 'vitest'

import { splitAt } from './split-at.js'

test.each([
  ['abcdef', ['cd'], { before: 'ab', mark: 'cd', rest: 'ef' }],
  ['abc', ['cd'], { before: 'ab', mark: null, rest: 'c' }],
  ['abc', [], { before: 'abc', mark: null, rest: '' }],
  ['abc', [''], { before: 'abc', mark: null, rest: '' }],
  ['abcd', ['abcd', 'bc'], { before: 'a', mark: 'bc', rest: 'd' }],
  ['abc', ['bc', 'abc'], { before: '', mark: 'abc', rest: '' }],
])('%j at %j', (text, marks, expected) => {
  expect(splitAt(text, marks)).toEqual(expected)
})

test('however a text arrives, the same comes out before the first mark', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c') })
  fc.assert(
    fc.property(fc.array(text), fc.array(text, { maxLength: 3 }), (chunks, marks) => {
      const whole = splitAt(chunks.join(''), marks)

      const parts = inParts(chunks, marks)

      expect(parts.mark).toBe(whole.mark)
      expect(parts.before).toBe(whole.before)
    }),
  )
})

function inParts(chunks: readonly string[], marks: readonly string[]) {
  let before = ''
  let held = ''
  for (const chunk of chunks) {
    const split = splitAt(held + chunk, marks)
    before += split.before
    held = split.rest
    if (split.mark !== null) return { before, mark: split.mark }
  }
  return { before, mark: null }
}
