import { expect, test } from 'vitest'

import { formatAge } from './format-age.js'

const now = Date.UTC(2026, 10, 21, 12)
const hourMs = 3_600_000

test('an age is said in its largest unit, as the language says it', () => {
  expect(formatAge('en', now - 59_999, now)).toBe('now')
  expect(formatAge('en', now - 5 * 60_000, now)).toBe('5 minutes ago')
  expect(formatAge('en', now - 2 * hourMs, now)).toBe('2 hours ago')
  expect(formatAge('en', now - 24 * hourMs, now)).toBe('yesterday')
  expect(formatAge('pl', now - 5 * 60_000, now)).toBe('5 minut temu')
  expect(formatAge('pl', now - 48 * hourMs, now)).toBe('przedwczoraj')
})

test('what a clock that is ahead wrote happened now', () => {
  expect(formatAge('en', now + hourMs, now)).toBe('now')
})
