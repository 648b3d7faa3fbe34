import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'

import { entryText, readEntries, readEntry, showEntry } from './entries.js'

test('what is written for editing reads back as the same entry', () => {
  assert(
    property(string({ unit: 'binary' }), (entry) => {
      expect(readEntry(entryText(entry))).toBe(entry)
    }),
  )
})

test('what is written for editing is one line and one entry', () => {
  assert(
    property(string({ minLength: 1, unit: 'grapheme' }), (entry) => {
      expect(readEntries(entryText(entry))).toEqual([entry])
    }),
  )
})

test('an entry shows line ends, tabs and the spaces at its ends', () => {
  expect(showEntry('  a b\n\t ')).toBe('␣␣a b\\n\\t␣')
})

test('a list between commas is read without the spaces around them', () => {
  expect(readEntries('one, two ,three')).toEqual(['one', 'two', 'three'])
})

test('a list of lines keeps the spaces of each, and leaves out empty ones', () => {
  expect(readEntries(' User:\r\n\r\nEND ')).toEqual([' User:', 'END '])
})

test('a backslash before another sign stands for itself', () => {
  expect(readEntry('C:\\dir\\x')).toBe('C:\\dir\\x')
})
