import { expect, expectTypeOf, test } from 'vitest'

import { formatNumber } from './format-number.js'
import type { TranslationOf } from './message.js'
import { createTranslate } from './translate.js'

const english = {
  apply: 'Apply',
  range: 'From {min} to {max}',
  changes: { one: '{count} change', other: '{count} changes' },
} as const
const polish: TranslationOf<typeof english> = {
  apply: 'Zastosuj',
  range: 'Od {min} do {max}',
  changes: { one: '{count} zmiana', few: '{count} zmiany', many: '{count} zmian', other: '{count} zmiany' },
}

const say = createTranslate<typeof english>('en', english)
const powiedz = createTranslate<typeof english>('pl', polish)

test('a text is said with its parameters, numbers as the language writes them', () => {
  expect(say('range', { min: 0.5, max: 131072 })).toBe('From 0.5 to 131,072')
  expect(powiedz('range', { min: 0.5, max: 131072 })).toBe('Od 0,5 do 131\u00a0072')
})

test('a plural follows the count by the rules of the language', () => {
  expect([1, 2, 5, 22, 1.5].map((count) => powiedz('changes', { count }))).toEqual([
    '1 zmiana',
    '2 zmiany',
    '5 zmian',
    '22 zmiany',
    '1,5 zmiany',
  ])
  expect(say('changes', { count: 1 })).toBe('1 change')
})

test('a parameter that looks like a slot is not filled again', () => {
  expect(say('range', { min: '{max}', max: '$&' })).toBe('From {max} to $&')
})

test('the parameters of a text are part of its type', () => {
  expectTypeOf(say<'apply'>).parameters.toEqualTypeOf<['apply']>()
  expectTypeOf(say<'range'>).parameters.toEqualTypeOf<
    ['range', parameters: Readonly<Record<'min' | 'max', string | number>>]
  >()
  // @ts-expect-error a parameter is missing
  void (() => say('range', { min: 1 }))
})

test('a fixed number of decimals holds the width of a figure', () => {
  expect(formatNumber('en', 0.5, 2)).toBe('0.50')
})
