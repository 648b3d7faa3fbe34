import fc from 'fast-check'
import { expect, test } from 'vitest'

import { printJson } from './print-json.js'

test('what a server says cannot reach into the terminal by JSON either', () => {
  expect(printJson({ id: 'evil\u202e\u009b31m\u001b[2J\u2028' })).toBe(
    '{\n  "id": "evil\\u202e\\u009b31m\\u001b[2J\\u2028"\n}\n',
  )
})

test('a program reads the very text that the server said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (id) => {
      expect(JSON.parse(printJson({ id }))).toEqual({ id })
    }),
  )
})
